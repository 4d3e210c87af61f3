import {describe, expect, test} from 'vitest';
import {readStamp, stampDamage, stampOfName, stampsIn} from '../../../source/audit/readers/stamp.ts';

const place = {file: 'a.md', line: 1};
const moment = Date.UTC(2025, 10, 9, 21, 49, 33);

function at(text: string) {
	return readStamp(text, place, 'other').at;
}

describe('readStamp', () => {
	test.each([
		['2025-11-09T21:49:33Z', moment],
		['2025-11-09T21:49:33.615Z', moment + 615],
		['2025-11-09t21:49:33,615z', moment + 615],
		['2025-11-09 21:49:33.615000+00:00', moment + 615],
		['2025-11-10T00:49:33+03:00', moment],
		['2025-11-10T00:49:33+0300', moment],
		['2025-11-09T21:49:33+00', moment],
		['2025-11-10 00:49:33 MSK', moment],
		['2025-11-10 00:49:33 (МСК)', moment],
		['2025-11-10 00:49:33 UTC+3', moment],
		['2025-11-09 21:49:33 UTC', moment],
		['2025-11-09T16:49:33-05:00', moment],
		['Sun, 09 Nov 2025 21:49:33 GMT', moment],
		['Sunday, 09-Nov-2025 21:49:33 GMT', moment],
		['Sun Nov  9 21:49:33 2025', moment],
		['09/Nov/2025:21:49:33 +0000', moment],
		['09.11.2025 21:49:33', moment],
		['09.11.2025, 21:49:33', moment],
		['2025/11/09 21:49:33', moment],
		['11/19/2025, 9:49:33 PM', Date.UTC(2025, 10, 19, 21, 49, 33)],
		['19/11/2025 21:49', Date.UTC(2025, 10, 19, 21, 49)],
		['9 ноября 2025 г. в 21:49:33', moment],
		['9 ноября 2025, 21:49:33', moment],
		['November 9, 2025 at 9:49:33 PM', moment],
		['20251109_214933', moment],
		['20251109T214933Z', moment],
		['20251109214933', moment],
		['2025-11-09_21-49-33', moment],
		['2025-11-09T21-49-33Z', moment],
		['1762724973', moment],
		['1762724973615', moment + 615],
		['1762724973.615', moment + 615],
		['1762724973615000', moment + 615],
		['**2025-11-09T21:49:33Z**', moment],
		['2025-11-09', Date.UTC(2025, 10, 9)],
		['09.11.2025', Date.UTC(2025, 10, 9)],
		['2025-11-09 21:49:33 (local)', moment],
		['2024-02-29', Date.UTC(2024, 1, 29)],
	])('understands %s', (text, expected) => {
		expect(at(text)).toBeCloseTo(expected, 1);
	});

	test.each([
		['2025-11-09', 'day', null],
		['2025-11-09 21:49', 'minute', null],
		['2025-11-09T21:49:33Z', 'second', 0],
		['2025-11-09T21:49:33.0+03:00', 'millisecond', 180],
		['1762724973', 'second', 0],
	])('says how exact %s is and its zone', (text, precision, offset) => {
		expect(readStamp(text, place, 'date')).toMatchObject({place, text, role: 'date', precision, offset});
	});

	test.each(['', '404', '6.10', 'yesterday', '03/04/2025', '1.2.3', 'a8a94ae3', '2025', '12345678'])(
		'takes %j for none, without calling it damaged',
		text => {
			expect(at(text)).toBeNull();
			expect(stampDamage(text)).toBeNull();
		},
	);

	test.each([
		['2025-11-09T21:49:33+00:00Z', 'two time zones'],
		['2025-11-09T21:49:33Z+03:00', 'two time zones'],
		['2025-13-09T21:49:33Z', 'month 13'],
		['2025-11-31T21:49:33Z', 'day 31 of month 11'],
		['2025-02-29', 'day 29 of month 2'],
		['2025-11-09T25:49:33Z', 'hour 25'],
		['2025-11-09T24:00:00Z', 'hour 24'],
		['2025-11-09T21:60:33Z', 'minute 60'],
		['2025-11-09T21:49:75Z', 'second 75'],
		['2025-11-09T21:49:33+25:00', 'a time zone of 25 hours'],
		['2025-11-09T21:4Z', 'text after the time'],
		['20255-11-09T21:49:33Z', 'no valid date and time'],
		['31.11.2025', 'day 31 of month 11'],
	])('says what is wrong with %s', (text, damage) => {
		expect(at(text)).toBeNull();
		expect(stampDamage(text)).toBe(damage);
	});
});

test('finds the points in time of a sentence', () => {
	const text =
		'Run 2025-11-09T21:49:33.615Z, report of 9 ноября 2025 г. в 21:49, archive x_20251109_214900.zip; from 1.2.2025, ids 6.1-6.8';
	expect(stampsIn(text).map(({text: found}) => found)).toEqual([
		'2025-11-09T21:49:33.615Z',
		'9 ноября 2025 г. в 21:49',
		'1.2.2025',
	]);
});

test.each([
	['qtickets_prod_run_20251109_214900.zip', '20251109_214900', Date.UTC(2025, 10, 9, 21, 49)],
	['logs/run-2025-11-09T21-49-33Z.jsonl', '2025-11-09T21-49-33Z', moment],
	['counts_20251109.csv', '20251109', Date.UTC(2025, 10, 9)],
	['run_2025-11-09.md', '2025-11-09', Date.UTC(2025, 10, 9)],
	['run_20251109_2149.md', '20251109_2149', Date.UTC(2025, 10, 9, 21, 49)],
])('finds the stamp in the name %s', (name, text, expected) => {
	expect(stampOfName(name, place, 'file-name')).toMatchObject({text, at: expected, role: 'file-name'});
});

test.each([
	'test_6_1.json',
	'test_3_3_get_event_33.json',
	'a_99999999.json',
	'x20251109abcdef.bin',
	'id_120251109.json',
])('finds none in the name %s', name => {
	expect(stampOfName(name, place, 'file-name')).toBeNull();
});

// Quadratic in its length, one of these would outlast the test's own time-out many times over.
test('comes to an end with hostile text', () => {
	for (const part of ['2025-11-', '1.', '20251109', 'Sun, ', '09 Nov ', ' 2025-11-09 at ']) {
		stampsIn(part.repeat(50_000));
		expect(readStamp(part.repeat(50_000), place, 'other').at).toBeNull();
	}
});
