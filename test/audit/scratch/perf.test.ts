import {test} from 'vitest';
import {auditSet} from '../../../source/audit/audit.ts';
import {allRules} from '../../../source/audit/rules/all-rules.ts';
import {readFileSync} from 'node:fs';
import {readArtifact} from '../../../source/audit/readers/artifact.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
import {memorySource} from '../../../source/audit/readers/memory-source.ts';
import {exchange} from '../exchange-file.ts';
const mine = new Set(readFileSync('/tmp/my-rules', 'utf8').trim().split(' '));
test('10000', async () => {
	const files = Object.fromEntries(
		Array.from({length: 10000}, (_, i) => [
			`artifacts/test_${Math.floor(i / 100)}_${i % 100}_x.json`,
			exchange({
				test_id: `${Math.floor(i / 100)}.${i % 100}`,
				body: {status: 'success', request_id: 'req-' + (i % 5000), result: 'x'.repeat(800)},
			}),
		]),
	);
	let t = Date.now();
	const set = await readSet(memorySource(files));
	console.log('read', Date.now() - t);
	for (const rule of allRules.filter(r => mine.has(r.id))) {
		t = Date.now();
		const r = await auditSet(set, [rule]);
		console.log(rule.id, Date.now() - t, r.findings.length);
	}
}, 300000);
test('traps', async () => {
	const N = 300000;
	const texts: Record<string, string> = {
		a: 'a'.repeat(N),
		dash: '-'.repeat(N),
		at: 'a@'.repeat(N / 2),
		tok: 'token'.repeat(N / 5),
		q: '"token": "'.repeat(N / 10),
		bearer: 'Bearer '.repeat(N / 7),
		dots: 'token ab12..'.repeat(N / 12),
		url: 'https://a:'.repeat(N / 10),
		sp: 'token' + ' '.repeat(N),
		br: '<'.repeat(N),
		mus: '{{a'.repeat(N / 3),
		dig: '4 '.repeat(N / 2),
		bs: 'C:\\'.repeat(N / 3),
		curl: 'curl -'.repeat(N / 6),
		jwt: 'eyJ' + 'a'.repeat(N),
		pw: 'password'.repeat(N / 8),
		home: '/home/a'.repeat(N / 7),
		esc: '\\u001b'.repeat(N / 6),
		nl: '\n'.repeat(N),
		csrf: 'csrf_'.repeat(N / 5),
		TOK: 'A_'.repeat(N / 2) + 'TOKEN',
		bsl: '\\'.repeat(N),
		http: 'HTTP/1.1 200\n'.repeat(N / 13),
		key: 'aaaaaaaaaa-key":"'.repeat(N / 17),
		name: '"surname": "Ааа '.repeat(N / 15),
		open: '{"a":'.repeat(N / 5),
	};
	for (const [n, text] of Object.entries(texts))
		for (const [ext, wrap] of [
			['md', (s: string) => '# Report\n\nAll tests were executed.\n' + s],
			['json', (s: string) => JSON.stringify({status_code: 200, url: '/x', note: s, body: s})],
			['json', (s: string) => s],
		] as const) {
			const path = ext === 'md' ? 'report.md' : 'artifacts/test_6_1_x.json';
			let t = Date.now();
			const a = ext === 'json' ? readArtifact(path, Buffer.from(wrap(text))) : null;
			const ta = Date.now() - t;
			if (ta > 300) console.log('ARTIFACT', n, ta);
			t = Date.now();
			const set = await readSet(memorySource({[path]: wrap(text)}));
			if (Date.now() - t > 800) console.log('readset', n, ext, Date.now() - t, 'mine', ta);
			for (const rule of allRules.filter(r => mine.has(r.id))) {
				t = Date.now();
				await auditSet(set, [rule]);
				if (Date.now() - t > 300) console.log('SLOW', n, ext, rule.id, Date.now() - t);
			}
		}
}, 600000);
