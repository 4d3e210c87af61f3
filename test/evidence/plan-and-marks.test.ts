import {describe, expect, test} from 'vitest';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {headlineOf} from '../../source/evidence/headline.ts';
import {reportPaths} from '../../source/evidence/names.ts';
import type {EventBody} from '../../source/session/event.ts';
import {intent, journalOf, opened, outcome} from './sample-session.ts';

const named = opened({plan: {stage: null, tests: ['3.3', '3.1', '3.2'], variant: 'documented'}});

function derived(events: readonly EventBody[]) {
	const set = deriveEvidence(journalOf(events));
	return {...set, report: set.files.get(reportPaths.markdown)?.toString() ?? ''};
}

describe('tests that were planned by their ids', () => {
	const {report, archiveName, complete, summary} = derived([
		named,
		intent('3.3', {stage: null}),
		outcome(2, 'success'),
		{type: 'session.ended', reason: 'interrupted'},
	]);

	test('are missing when they were not run: stamp, archive name and rows say so', () => {
		expect(complete).toBe(false);
		expect(archiveName).toContain('_INCOMPLETE');
		expect(report).toContain('**INCOMPLETE**: 2 of 3 planned tests not run (3.1, 3.2).');
		expect(report).toContain('| Tests planned | 3 |');
		expect(summary).toMatchObject({notRun: ['3.1', '3.2'], exploratory: false});
	});

	test('are no stage: nothing else is called missing', () => {
		expect(summary.rows.map(({testId}) => testId)).toEqual(['3.3', '3.1', '3.2']);
		expect(report).not.toContain('EXPLORATORY');
	});
});

describe('a mark without an attempt', () => {
	const blocked: EventBody = {
		type: 'mark.set',
		endpoint_id: '6.1',
		attempt: null,
		mark: 'blocked',
		note: 'no hall',
	};
	const staged = opened({plan: {stage: 'stage2', tests: ['6.1'], variant: 'documented'}});

	test('gives way to a later attempt of its own row', () => {
		const {summary} = derived([staged, blocked, intent('6.1'), outcome(3, 'success')]);
		expect(summary.rows.map(({mark}) => mark)).toEqual([null]);
	});
});

test('an edited request is called so in the matrix, in the artifact and among the deviations', () => {
	const {report, files} = derived([
		named,
		intent('3.3', {stage: null, edited: true, body_not_json: true}),
		outcome(2, 'failure'),
	]);
	expect(report).toContain('| documented (edited) |');
	expect(report).toContain('**Request edited by the operator before it was sent:**');
	expect(report).toContain('**Body sent as typed, though not JSON:**');
	expect(files.get('artifacts/exploratory/test_3_3.json')?.toString()).toContain('"documented (edited)"');
});

test("the sandbox's tokens are not called the operator's", () => {
	const {report} = derived([
		opened({sandbox: {mode: 'faithful', scenario: 'full', state_id: null}}),
		intent('3.3'),
	]);
	expect(report).toContain("the sandbox's own tokens");
	expect(report).not.toContain('QTICKETS_TOKEN');
});

test('an unlock is told of also after the session was resumed', () => {
	const {report} = derived([
		named,
		{type: 'guard.unlocked', host: 'qtickets.example', how: 'typed'},
		{type: 'session.resumed', tool: named.tool},
	]);
	expect(report).toContain('**Writes were unlocked for:** qtickets.example');
});

test('a session that was opened read-only does not deny a write that was fired', () => {
	const {report} = derived([
		opened({profile: {...opened().profile, read_only: true}}),
		intent('6.1', {writes: true}),
	]);
	expect(report).toContain('opened read-only, but 1 write fired all the same');
});

describe('the headline of an export', () => {
	const exploring = opened({plan: {stage: null, tests: [], variant: 'documented'}});

	test('never calls complete what planned nothing', () => {
		const {summary} = derived([exploring, intent('3.3', {stage: null}), outcome(2, 'success')]);
		expect(headlineOf(summary)).toBe('EXPLORATORY: nothing was planned; 1 request fired.');
	});

	test('says what is still in flight', () => {
		const {summary} = derived([exploring, intent('3.3', {stage: null})]);
		expect(headlineOf(summary, ['3.3'])).toMatch(/^INCOMPLETE: 1 request is still in flight \(3\.3\)/);
	});

	test('says what is missing', () => {
		expect(headlineOf(derived([named]).summary)).toContain('INCOMPLETE: 3 of 3 planned tests not run');
	});
});
