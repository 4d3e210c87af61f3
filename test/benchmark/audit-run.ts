import {createHash} from 'node:crypto';
import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {auditSet} from '../../source/audit/audit.ts';
import {folderSource} from '../../source/audit/readers/folder-source.ts';
import {readSet} from '../../source/audit/readers/read-set.ts';
import {makeArchive} from '../../source/evidence/archive.ts';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {reporters} from '../../source/evidence/names.ts';
import type {EventBody} from '../../source/session/event.ts';
import {chainStart, journalLine} from '../../source/session/journal.ts';
import {randomOf} from '../audit/own/random.ts';
import {answer, intent, opened, outcome} from '../evidence/sample-session.ts';

/** The journal of a session with that many tests, each fired once, as a serial runner would leave it. */
function journalOf(tests: number): Buffer {
	const random = randomOf(1);
	const ids = Array.from(
		{length: tests},
		(_, index) => `${Math.floor(index / 100) + 1}.${(index % 100) + 1}`,
	);
	const lines: Buffer[] = [];
	let micros = Date.UTC(2026, 10, 22, 15, 30) * 1000;
	let previous = chainStart;
	const now = (): Date => new Date(Math.floor((micros += random.whole(100, 3000)) / 1000));
	const append = (body: EventBody): void => {
		const {line, head} = journalLine(body, {seq: lines.length + 1, at: now().toISOString(), previous});
		previous = head;
		lines.push(line);
	};

	append(opened({plan: {stage: 'stage2', tests: ids, variant: 'documented'}}));
	for (const [index, id] of ids.entries()) {
		append(intent(id));
		const seats = Array.from({length: 20}, (_, seat) => ({
			id: index * 20 + seat,
			seat: `A-1;${seat}`,
			price: 1.5,
		}));
		const body = JSON.stringify({status: 'success', result: seats});
		const sent = now();
		const latency = random.whole(2000, 900_000) / 1000;
		micros += latency * 1000;
		append(
			outcome(
				lines.length,
				'success',
				answer({
					body,
					sent_at: sent.toISOString(),
					latency_ms: latency,
					elapsed_ms: latency,
					timings: {
						dns: null,
						tcp: null,
						tls: null,
						send: 0.25,
						wait: Math.round((latency - 1) * 1000) / 1000,
						download: 0.75,
					},
					connection: 'reused',
					headers: [
						['Date', now().toUTCString()],
						['Content-Type', 'application/json'],
					],
					wire_bytes: Buffer.byteLength(body),
					decoded_bytes: Buffer.byteLength(body),
				}),
			),
		);
		micros += random.whole(0, 20_000_000);
	}

	append({type: 'session.ended', reason: 'finished'});
	return Buffer.concat(lines);
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function make(tests: number, folder: string): Promise<void> {
	const {name, files, archiveName} = deriveEvidence(journalOf(tests), {reporters});
	const both = path.join(folder, 'both');
	let bytes = 0;
	for (const [file, content] of files) {
		const target = path.join(both, name, ...file.split('/'));
		mkdirSync(path.dirname(target), {recursive: true});
		writeFileSync(target, content);
		bytes += content.length;
	}

	const archive = await makeArchive(name, files);
	const hash = createHash('sha256').update(archive).digest('hex');
	mkdirSync(path.join(folder, 'archive'));
	writeFileSync(path.join(both, archiveName), archive);
	writeFileSync(path.join(both, `${archiveName}.sha256`), `${hash}  ${archiveName}\n`);
	for (const file of [archiveName, `${archiveName}.sha256`]) {
		copyFileSync(path.join(both, file), path.join(folder, 'archive', file));
	}

	print(`${tests} tests, ${files.size} files, ${(bytes / 1e6).toFixed(0)} MB`);
}

async function audit(folder: string): Promise<void> {
	const start = performance.now();
	const set = await readSet(folderSource(folder), {own: {version: '0.1.0'}});
	const read = performance.now();
	const {findings, evaluated} = await auditSet(set);
	const end = performance.now();
	print(
		[
			path.basename(folder).padEnd(8),
			`${set.files.length} files`,
			`read ${((read - start) / 1000).toFixed(1)} s`,
			`${evaluated.length} rules ${((end - read) / 1000).toFixed(1)} s`,
			`peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
			`${findings.length} findings`,
		].join('  '),
	);
	for (const {rule, place, claimed, found} of findings.slice(0, 10)) {
		print(`  ${rule} ${JSON.stringify(place)}: ${claimed} → ${found}`.slice(0, 300));
	}

	process.exitCode = findings.length === 0 ? 0 : 1;
}

const [what, first = '', second = ''] = process.argv.slice(2);
await (what === 'make' ? make(Number(first), second) : audit(first));
