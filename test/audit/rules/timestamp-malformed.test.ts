import {expect, test} from 'vitest';
import {timestampMalformed} from '../../../source/audit/rules/timestamp-malformed.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {logName, logOf, serialRun} from '../timed-set.ts';

const good = logOf(serialRun);

testRule(timestampMalformed, {
	good: {[logName]: good},
	bad: {[logName]: good.replaceAll(/(\d{3})Z"/g, '$1+00:00Z"')},
	mutant: {file: logName, from: '2025-11-09T21:49:32.722Z', to: '2025-11-31T21:49:32.722Z'},
	finding: {
		place: {file: logName, line: 1, pointer: '/ts'},
		code: 'malformed',
		claimed: '2025-11-09T21:49:31.017+00:00Z',
		found: 'two time zones, and the same in 7 more places',
	},
});

async function found(text: string) {
	const {findings} = await findingsIn({[logName]: text}, {}, [timestampMalformed]);
	return findings.map(({code, place, found: words}) => `${code} ${place.line}: ${words}`);
}

test('finds a year that the others do not have', async () => {
	expect(await found(good.replace('2025-11-09T21:49:32.722', '2024-11-09T21:49:32.722'))).toEqual([
		'year-off 4: 2025 in the stamps around it',
	]);
});

test('finds one without a zone among those with one, but not where none has one', async () => {
	expect(await found(good.replace('21:49:32.722Z', '21:49:32.722'))).toEqual([
		'no-zone 4: no time zone, though 7 others name one',
	]);
	expect(await found(good.replaceAll('Z"', '"'))).toEqual([]);
});

test('lets stand what is another way to write a time, or no time', async () => {
	expect(await found(good.replace('2025-11-09T21:49:32.722Z', '2025-11-10 00:49:32,722+0300'))).toEqual([]);
	expect(await found(good.replace('"2025-11-09T21:49:32.722Z"', '"n/a"'))).toEqual([]);
});
