import {describe, expect, test} from 'vitest';
import {endpointState, type Attempt} from '../../../source/session/state.ts';
import {historyRows} from '../../../source/tui/views/history-view.ts';
import {draftOf} from '../../../source/request/draft.ts';
import {fakeCatalog} from '../fake-catalog.ts';
import {createFakeSession, type FakeAnswer} from '../fake-session.ts';

const noAnswer: FakeAnswer = {
	failure: {kind: 'timeout', message: 'No answer in time.', code: null, mayHaveBeenApplied: true},
};

/** The history after these answers, one a firing; a name before an answer is the variant that is fired. */
function history(answers: ReadonlyArray<FakeAnswer | [string, FakeAnswer]>, width = 90): readonly string[] {
	const session = createFakeSession({catalog: fakeCatalog});
	for (const given of answers) {
		const [variant, answer] = Array.isArray(given) ? given : ['documented', given];
		const endpoint = fakeCatalog.endpoints.get('6.1')!;
		void session.fire(draftOf(endpoint, variant), {
			stage: null,
			signal: new AbortController().signal,
		});
		session.answer(answer);
	}

	const attempts: readonly Attempt[] = endpointState(session.getState(), '6.1').attempts;
	return historyRows(attempts, attempts.at(-1), width).map(row => row.map(([text]) => text).join(''));
}

describe('the history of attempts', () => {
	test('gives a single answer as the number that it is', () => {
		expect(history([{latency: 12}])).toEqual(['cold   n 1 12 ms']);
	});

	test('gives min, median and max with n, cold and reused connections apart', () => {
		expect(
			history([
				{latency: 80, connection: 'cold'},
				{latency: 20, connection: 'reused'},
				{latency: 40, connection: 'reused'},
				{latency: 30, connection: 'reused'},
			]),
		).toEqual([
			'latency █▂▄▃ attempts 1–4',
			'cold   n 1 80 ms',
			'reused n 3 min 20 ms · median 30 ms · max 40 ms',
		]);
	});

	test('shows an attempt without an answer as a gap, and counts it in no figure', () => {
		expect(history([{latency: 40}, noAnswer, {latency: 80}])).toEqual([
			'latency ▄·█ attempts 1–3 · 1 without an answer (·)',
			'cold   n 2 min 40 ms · median 60 ms · max 80 ms',
		]);
	});

	test('claims nothing where nothing was answered', () => {
		expect(history([noAnswer])).toEqual(['no complete answer yet']);
		expect(history([])).toEqual([]);
	});

	test('never mixes in attempts of another request, and says so', () => {
		expect(history([{latency: 500}, ['reported', {latency: 10}], ['reported', {latency: 30}]])).toEqual([
			'latency ▃█ attempts 2–3 · 1 of another request left out',
			'cold   n 2 min 10 ms · median 20 ms · max 30 ms',
		]);
	});

	test('never says mean or a percentile', () => {
		const rows = history(Array.from({length: 30}, (_, index) => ({latency: index + 1}))).join('\n');
		expect(rows).toContain('n 30');
		expect(rows).not.toMatch(/mean|average|p9\d|%/i);
	});

	test('keeps its figures on a narrow pane', () => {
		expect(history([{latency: 1234.5}, {latency: 2345.6}, {latency: 45_000}], 40)).toContain(
			'cold   n 3 min 1.23 s med 2.35 s max 45.00 s',
		);
	});
});
