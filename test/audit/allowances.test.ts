import {describe, expect, test} from 'vitest';
import {readAllowances, siftFindings} from '../../source/audit/allowances.ts';
import {Problem} from '../../source/catalog/problem.ts';
import {finding} from './output/sample-audit.ts';

const rules = ['count-mismatch', 'average-differs'];

function read(text: string) {
	return readAllowances(text, 'allow.yaml', rules);
}

function problemOf(text: string): Problem {
	try {
		read(text);
	} catch (error) {
		if (error instanceof Problem) {
			return error;
		}
	}

	throw new Error('It was accepted.');
}

const entry = `- rule: count-mismatch
  reason: the table was cut for the customer
  person: A. Lead
  expires: 2026-02-01
`;

describe('a list of accepted findings', () => {
	test('is read from YAML and from JSON', () => {
		const expected = {
			line: 1,
			rule: 'count-mismatch',
			finding: null,
			file: null,
			subject: null,
			reason: 'the table was cut for the customer',
			person: 'A. Lead',
			expires: '2026-02-01',
		};
		expect(read(entry)).toEqual([expected]);
		const {line, ...members} = expected;
		const json = JSON.stringify(
			[{...members, finding: undefined, file: undefined, subject: undefined}],
			null,
			'\t',
		);
		expect(read(json)).toEqual([{...members, line: 2}]);
		expect(line).toBe(1);
	});

	test('ids and test ids that look like numbers stay what they are', () => {
		const [read1] = read(entry.replace('rule: count-mismatch', 'finding: 12e456789012\n  subject: 6.10'));
		expect(read1).toMatchObject({finding: '12e456789012', subject: '6.10'});
	});

	test.each([
		['no reason', entry.replace(/ {2}reason.*\n/, ''), 'allow.yaml:1', 'reason'],
		['no person', entry.replace(/ {2}person.*\n/, ''), 'allow.yaml:1', 'person'],
		['no day', entry.replace(/ {2}expires.*\n/, ''), 'allow.yaml:1', 'expires'],
		['an empty reason', entry.replace('the table was cut for the customer', '"  "'), 'allow.yaml:2', 'empty'],
		['a day that is none', entry.replace('2026-02-01', '2026-02-30'), 'allow.yaml:4', 'day of the calendar'],
		['a mistyped key', entry.replace('expires', 'expirse'), 'allow.yaml:4', 'Did you mean "expires"?'],
		[
			'a mistyped rule',
			entry.replace('count-mismatch', 'count-mismach'),
			'allow.yaml:1',
			'Did you mean count-mismatch?',
		],
		['everything', entry.replace('rule: count-mismatch', 'file: a.md'), 'allow.yaml:1', 'accepts everything'],
		[
			'an id that is none',
			entry.replace('rule: count-mismatch', 'finding: abc'),
			'allow.yaml:1',
			'id of a finding',
		],
		['no list', 'rule: count-mismatch', 'allow.yaml:1', 'must be a list'],
		['no map', '- count-mismatch', 'allow.yaml:1', 'must be a map'],
		['no YAML', '- rule: "count', 'allow.yaml:1', 'not YAML'],
	])('refuses %s, with its place', (_what, text, place, message) => {
		const {file, line} = problemOf(text).place;
		const problem = problemOf(text);
		const whole = `${file === undefined ? '' : `${file}:${line}`} ${problem.message} ${problem.next ?? ''}`;
		expect(whole).toContain(place);
		expect(whole).toContain(message);
		expect(problem.exitCode).toBe(2);
	});
});

test('every fault of a list is told, in its order', () => {
	const {message} = problemOf('- rule: count-mismach\n  reason: ""\n- finding: abc\n');
	expect([...message.matchAll(/allow\.yaml:(\d)/g)].map(([, line]) => line)).toEqual([
		'1',
		'1',
		'1',
		'2',
		'3',
		'3',
		'3',
		'3',
	]);
});

describe('accepting', () => {
	const one = finding({place: {file: 'reports/a.md', line: 1}, subject: '6.1'});
	const other = finding({rule: 'average-differs', place: {file: 'logs/b.jsonl'}});
	const [base] = read(entry);

	function sifted(values: object, today = '2026-02-01') {
		const {open, accepted, expired, unused} = siftFindings([one, other], [{...base!, ...values}], today);
		return {open, accepted: accepted.map(({finding: each}) => each), expired, unused};
	}

	test('by rule, on its last day too', () => {
		expect(sifted({})).toEqual({open: [other], accepted: [one], expired: [], unused: []});
	});

	test('by id', () => {
		expect(sifted({rule: null, finding: other.id})).toMatchObject({open: [one], accepted: [other]});
	});

	test('not after its last day, which is said', () => {
		expect(sifted({}, '2026-02-02')).toMatchObject({open: [one, other], accepted: [], expired: [{line: 1}]});
	});

	test.each([
		[{file: 'reports/a.md'}, 1],
		[{file: 'a.md'}, 1],
		[{file: '*.md'}, 1],
		[{file: 'b.md'}, 0],
		[{subject: '6.1'}, 1],
		[{subject: '6.10'}, 0],
	])('only where %j fits', (values, accepted) => {
		const result = sifted(values);
		expect(result.accepted).toHaveLength(accepted);
		expect(result.unused).toHaveLength(1 - accepted);
	});
});
