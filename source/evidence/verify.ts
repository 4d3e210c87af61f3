import {archiveHashNameOf} from './archive-name.ts';
import {markdownCode} from './markdown-text.ts';
import type {SessionRecord} from './record.ts';
import {safeName} from './safe-name.ts';

/**
 * Checks the hash chain of `session.jsonl` in the current folder with nothing but Node. It holds no character that a
 * shell of Windows, macOS or Linux would change inside double quotes.
 */
export const chainCheck = `node -e "const c=require('crypto'),l=require('fs').readFileSync('session.jsonl','latin1').split('\\n').slice(0,-1);let h='0'.repeat(64);l.forEach((s,i)=>{h=c.createHash('sha256').update(h+s.slice(0,-72),'latin1').digest('hex');if(s.slice(-72)===',\\x22h\\x22:\\x22'+h+'\\x22}')return;console.log('BROKEN at line '+(i+1));process.exit(1)});console.log('intact: '+l.length+' events, head '+h)"`;

/** VERIFY.md: how a stranger checks the set, and what it proves and does not. */
export function verifyText({opened, head, events}: SessionRecord, archiveName: string): string {
	const name = safeName(opened.name);
	const isSandbox = opened.sandbox !== null || opened.profile.kind === 'sandbox';
	return `# How to check this evidence set

Four commands. The first, third and fourth are typed in this folder, the second in the folder that holds the archive.

1. No file was changed since the set was made (macOS: \`shasum -a 256 -c SHA256SUMS\`):

   \`\`\`sh
   sha256sum -c SHA256SUMS
   \`\`\`

2. The archive is the one that was handed over:

   \`\`\`sh
   sha256sum -c ${archiveHashNameOf(archiveName)}
   \`\`\`

3. No line of the journal was changed, removed, inserted or moved. Each line carries the SHA-256 of the hash before it
   and of its own bytes:

   \`\`\`sh
   ${chainCheck}
   \`\`\`

   It must print \`intact: ${events.length} events, head ${head}\`, the head that the report's last line names.

4. Every other file follows from the journal. This derives them all again; command 1 must then still pass, and the
   archive must keep its hash:

   \`\`\`sh
   node PROGRAM/dist/cli.js report .
   \`\`\`

   PROGRAM is the folder of the program that made the set, ${markdownCode(`${opened.tool.name} ${opened.tool.version}`)}: its
   repository after \`npm ci && npm run build\`, or its unpacked tarball. It is not in the npm registry: ask whoever
   handed you the set. Another version may word the report differently.

## What it proves

- The report, the log, the counts and the artifacts say what the journal says: nothing in them was typed by hand, except
  what is labelled as the operator's.
- Each request was on disk before it was sent, each outcome before it was shown. A planned test that was not run, an
  outcome that was never stored and every earlier attempt are visible.
- The journal is whole and in order, as far as its head is known to be right.

## What it does not prove

- That the journal was not written anew as a whole. For that, the head or the archive's hash must have left the
  operator's hands (in a message, a ticket, a signature) before anybody had a reason to change it.
- That the server's answers are true, that the clock was right, or who the operator was.
- Anything about values that were masked: equal values look equal within this session, no more.${
		isSandbox ? '\n- Anything about the QTickets API: the answers of this session came from a sandbox.' : ''
	}

## Before you open the files

Bodies and headers stand in \`artifacts/\` as the server sent them (masked). They are untrusted text: read them with
\`less\` or an editor, not with \`cat\`, and do not run anything found in them. The reports show control characters as
symbols.

The archive ${markdownCode(archiveName)} holds this folder as ${markdownCode(`${name}/`)}.
`;
}
