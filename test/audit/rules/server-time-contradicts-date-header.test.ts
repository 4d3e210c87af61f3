import {expect, test} from 'vitest';
import {serverTimeContradictsDateHeader} from '../../../source/audit/rules/server-time-contradicts-date-header.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, artifactsOf, serialRun} from '../timed-set.ts';

const good = artifactsOf();
const file = artifactName('3.5');

testRule(serverTimeContradictsDateHeader, {
	good,
	bad: {
		...good,
		[file]: good[file]!.replace('Sun, 09 Nov 2025 21:49:32 GMT', 'Sun, 09 Nov 2025 21:57:32 GMT'),
	},
	mutant: {file, from: 'Sun, 09 Nov', to: 'Mon, 09 Nov'},
	finding: {
		place: {file, pointer: '/headers'},
		subject: '3.5',
		code: 'jump',
		claimed: 'sent at 21:49:32.331',
		found: 'Date: Sun, 09 Nov 2025 21:57:32 GMT, 8 min off from what the other answers show',
	},
});

async function found(files: Record<string, string>) {
	const {findings} = await findingsIn(files, {}, [serverTimeContradictsDateHeader]);
	return findings.map(({code, subject}) => `${code} ${subject}`);
}

test('lets the server’s clock be off by the same all the time', async () => {
	const late = Object.fromEntries(
		Object.entries(good).map(([name, text]) => [name, text.replace(/21:49:(\d\d) GMT/, '21:53:$1 GMT')]),
	);
	expect(await found(late)).toEqual([]);
});

test('finds dates that were made up for all of them', async () => {
	const old = Object.fromEntries(
		Object.entries(good).map(([name, text]) => [
			name,
			text.replace(/Sun, 09 Nov 2025 \S+ GMT/, 'Mon, 01 Jan 2024 12:00:00 GMT'),
		]),
	);
	expect(await found(old)).toEqual(['skew 3.3']);
});

test('forgives what a cache answers', async () => {
	const cached = good[file]!.replace('21:49:32 GMT', '21:09:32 GMT').replace(
		'"Server": "nginx"',
		'"Age": "2400"',
	);
	expect(await found({...good, [file]: cached})).toEqual([]);
});

test.each([
	['2025-11-09T21:49:32Z', 0],
	['2025-11-10T00:49:32', 0],
	['2025-11-08T21:49:32Z', 1],
	[1762724972, 0],
	[1762624972, 1],
])('holds the body’s own clock %s against the header', async (timestamp, count) => {
	const text = artifactOf(serialRun[2]!, {body: {timestamp, data: []}});
	expect(await found({...good, [file]: text})).toHaveLength(count);
});
