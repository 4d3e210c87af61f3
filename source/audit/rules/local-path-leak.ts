import type {AuditedFile, Content} from '../audited-set.ts';
import {isArchivedCopy, lineAt, textsOutsideBody} from '../file-text.ts';
import type {Discovery} from '../finding.ts';
import type {Rule} from '../rule.ts';

const homes =
	/(?<![\w/.:\\])(?:\/home\/|\/Users\/)([^\s/\\"'<>|:*?`,;)]{1,64})\/[\w.~-]|(?<![\w\\])[A-Za-z]:(?:\\{1,4}|\/)(?:Users|Documents and Settings|Пользователи)(?:\\{1,4}|\/)([^\\/"'<>|:*?`\n]{1,64})(?:\\|\/)/giu;
const drives = /(?<![\w\\])([D-Zd-z]):\\{1,4}[^\s\\/"'<>|:*?`]{1,64}\\{1,4}[^\s\\/"'<>|:*?`]/g;
/** Names of nobody: build machines, containers, documentation. */
const nobody =
	/^(?:user|users|username|name|you|your\w*|me|runner|runneradmin|ubuntu|root|node|app|circleci|jenkins|vagrant|vsts|travis|public|default|all users|administrator|admin|test|example|<.*|\{.*|\$.*|%.*|\.+|x+|_+)$/i;

/** One finding a file. The API's own answers are left out: a path in them is the server's. */
export const localPathLeak: Rule = {
	id: 'local-path-leak',
	proves: 'a path of somebody’s computer stands in a file',
	severity: 'low',
	circumstantial: false,
	why: 'It tells strangers the name of a person and how a computer is laid out.',
	needs: ['text'],
	checkFile(file, content, set) {
		const isOther = !content.isText || ['document', 'checksums', 'own-report', 'journal'].includes(file.kind);
		return isOther || isArchivedCopy(file.path, set) ? [] : discoveriesIn(file, content);
	},
};

function discoveriesIn(file: AuditedFile, content: Content): readonly Discovery[] {
	if (file.kind !== 'artifact' || content.artifact === null) {
		const hit = pathIn(content.text);
		return hit === null
			? []
			: [
					{
						place: {file: file.path, line: lineAt(content.text, hit.offset)},
						claimed: 'no personal path',
						found: hit.found,
					},
				];
	}

	for (const {text, pointer} of textsOutsideBody(content)) {
		const hit = pathIn(text);
		if (hit !== null) {
			return [{place: {file: file.path, pointer}, claimed: 'no personal path', found: hit.found}];
		}
	}

	return [];
}

/** The form of the path with the person's name cut down. */
function pathIn(text: string): {readonly offset: number; readonly found: string} | null {
	for (const match of text.matchAll(homes)) {
		const name = match[1] ?? match[2] ?? '';
		if (!nobody.test(name.trim())) {
			const root = match[0].slice(0, match[0].indexOf(name)).replaceAll(/\\+/g, '\\');
			return {offset: match.index, found: `${root}${name.slice(0, 1)}…, the folder of a user`};
		}
	}

	const drive = drives.exec(text);
	drives.lastIndex = 0;
	return drive === null
		? null
		: {offset: drive.index, found: `a path on drive ${(drive[1] ?? '').toUpperCase()}:`};
}
