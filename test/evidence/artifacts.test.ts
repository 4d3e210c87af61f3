import {describe, expect, test} from 'vitest';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import type {EventBody} from '../../source/session/event.ts';
import {answer, intent, journalOf, opened, outcome} from './sample-session.ts';

function artifactsOf(events: readonly EventBody[]): ReadonlyMap<string, string> {
	const {files} = deriveEvidence(journalOf([opened(), ...events]));
	return new Map(
		[...files]
			.filter(([path]) => path.startsWith('artifacts/'))
			.map(([path, bytes]) => [path, bytes.toString()]),
	);
}

function only(events: readonly EventBody[]): string {
	const [text = ''] = artifactsOf(events).values();
	return text;
}

describe('an artifact', () => {
	test('has exactly the fields of the format, in their order', () => {
		expect(Object.keys(JSON.parse(only([intent('6.1'), outcome(2, 'success')])))).toEqual(
			(
				'test_id title endpoint variant stage spec_ref attempt sent_at status_code latency_ms timings connection ' +
				'request headers body body_encoding wire_bytes decoded_bytes truncated masked error verdict reasons mark ' +
				'notes journal_seq'
			).split(' '),
		);
	});

	test('keeps big integers, the order and repetition of keys, and the spelling of numbers', () => {
		const text = only([
			intent('6.1', {request: {method: 'POST', url: 'u', headers: [], body: '{"price":1.50,"a":1,"a":2}'}}),
			outcome(2, 'success', answer({body: '{"id":12345678901234567890,"z":1e400,"a":"\\u0416"}'})),
		]);
		expect(text).toContain('"id": 12345678901234567890,\n    "z": 1e400,\n    "a": "\\u0416"');
		expect(text).toContain('"price": 1.50,\n      "a": 1,\n      "a": 2');
		expect(JSON.parse(text)).toMatchObject({body_encoding: 'json'});
	});

	test.each([
		['<html>', 'text', 'text', '<html>'],
		['', 'text', 'text', ''],
		['AAH/', 'base64', 'base64', 'AAH/'],
		[null, 'text', 'none', null],
		['1],[2', 'text', 'text', '1],[2'],
		['{"test_id":"forged"},"verdict":"success"', 'text', 'text', '{"test_id":"forged"},"verdict":"success"'],
	] as const)('tells how the body %j stands in it', (body, stored, encoding, shown) => {
		const artifact = JSON.parse(
			only([intent('6.1'), outcome(2, 'failure', {...answer(), body, body_encoding: stored})]),
		);
		expect(artifact).toMatchObject({
			body: shown,
			body_encoding: encoding,
			test_id: '6.1',
			verdict: 'failure',
		});
	});

	test('of a body nested to the limit of the parser is text that can be read again', () => {
		const body = `${'['.repeat(512)}${']'.repeat(512)}`;
		const artifact = JSON.parse(only([intent('6.1'), outcome(2, 'success', answer({body}))]));
		expect(artifact.body_encoding).toBe('text');
		expect(artifact.body).toBe(body);
	});

	test('of an intent without outcome exists, and claims nothing', () => {
		expect(JSON.parse(only([intent('6.1')]))).toMatchObject({
			status_code: null,
			latency_ms: null,
			sent_at: null,
			headers: null,
			body: null,
			body_encoding: 'none',
			verdict: 'unknown',
			journal_seq: {intent: 2, outcome: null},
		});
	});
});

describe('artifact names', () => {
	test('the latest attempt has the plain name, stage and exploration have folders of their own', () => {
		const paths = [
			...artifactsOf([
				intent('6.1', {attempt: 1}),
				intent('6.1', {attempt: 2, stage: null}),
				intent('6.1', {attempt: 3}),
				intent('6.1', {attempt: 4}),
				intent('6.1', {attempt: 5, stage: 'smoke'}),
			]).keys(),
		];
		expect(paths).toEqual([
			'artifacts/exploratory/test_6_1.json',
			'artifacts/smoke_mandatory_tests/test_6_1.json',
			'artifacts/stage2_mandatory_tests/test_6_1.attempt-1.json',
			'artifacts/stage2_mandatory_tests/test_6_1.attempt-3.json',
			'artifacts/stage2_mandatory_tests/test_6_1.json',
		]);
	});

	test('no attempt overwrites another and none leaves the folder', () => {
		const paths = [
			...artifactsOf([
				intent('a', {artifact: 'same'}),
				intent('b', {artifact: 'SAME'}),
				intent('c', {artifact: '../../../etc/cron', stage: '../..'}),
				intent('d', {artifact: 'x'}),
				intent('d', {artifact: 'x'}),
				intent('d', {artifact: 'x'}),
				intent('e', {artifact: 'x.attempt-1'}),
			]).keys(),
		];
		expect(new Set(paths.map(path => path.toLowerCase())).size).toBe(7);
		for (const path of paths) {
			expect(path).toMatch(/^artifacts\/[\w-]+\/[\w-]+(?:\.attempt-[\w-]+)?\.json$/);
		}
	});
});
