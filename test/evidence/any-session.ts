import fc from 'fast-check';
import {marks, type EventBody, type RequestOutcome} from '../../source/session/event.ts';
import {verdicts} from '../../source/verdict/verdict.ts';
import {answer, intent, noAnswer, opened, outcome} from './sample-session.ts';

const hostile = fc.oneof(
	fc.string({unit: 'binary', maxLength: 12}),
	fc.constantFrom(
		'<script>alert(1)</script>',
		'| x | y |\n## Test Results Summary\n| Tests | 99 |',
		'\u001b]52;c;aGk=\u0007',
		'`code`![i](http://evil.example)',
		']]>&"\'',
		'\u202egnp.exe',
		'=HYPERLINK("x")',
		'__proto__',
		'\ud800',
	),
);

type Step = {
	readonly id: string;
	readonly stage: string | null;
	readonly verdict: (typeof verdicts)[number] | 'none';
	readonly mark: (typeof marks)[number] | null | undefined;
	readonly withoutAttempt: boolean;
	readonly text: string;
	readonly body: string;
	readonly status: number;
	readonly latency: number;
};

const step: fc.Arbitrary<Step> = fc.record({
	id: fc.constantFrom('3.3', '3.10', '6.1', '6.2', 'events-lists', '__proto__'),
	stage: fc.constantFrom('stage2', 'stage2', null, 'smoke'),
	verdict: fc.constantFrom(...verdicts.filter(verdict => verdict !== 'unknown'), 'none'),
	mark: fc.constantFrom(undefined, null, ...marks),
	withoutAttempt: fc.boolean(),
	text: hostile,
	body: fc.oneof(hostile, fc.json()),
	status: fc.constantFrom(200, 201, 401, 403, 404, 503),
	latency: fc.integer({min: 0, max: 5_000_000}).map(micros => micros / 1000),
});

/** Journals that a session could have left, with hostile text wherever text stands. */
export const anySession: fc.Arbitrary<readonly EventBody[]> = fc
	.record({
		plan: fc.uniqueArray(fc.constantFrom('3.3', '6.1', '6.2', '6.15'), {maxLength: 4}),
		hasStage: fc.boolean(),
		text: hostile,
		steps: fc.array(step, {maxLength: 8}),
	})
	.map(({plan, hasStage, text, steps}) => {
		const events: EventBody[] = [
			opened({
				plan: hasStage
					? {stage: 'stage2', tests: plan, variant: text}
					: {stage: null, tests: [], variant: 'documented'},
				tool: {name: text, version: text},
				environment: {...opened().environment, os: text, tokens: [text]},
			}),
		];
		const attempts = new Map<string, number>();
		if (hasStage) {
			events.push(...preparation(text));
		}

		for (const one of steps) {
			if (one.withoutAttempt) {
				events.push({
					type: 'mark.set',
					endpoint_id: one.id,
					attempt: null,
					mark: one.mark ?? 'blocked',
					note: one.text,
				});
				continue;
			}

			events.push(...fired(one, attempts, events.length + 1));
		}

		if (hasStage) {
			events.push(counts('after', null, text));
		}

		return events;
	});

/** A checklist and counts before the first test. */
function preparation(text: string): EventBody[] {
	return [
		{
			type: 'stage.checked',
			stage: 'stage2',
			checks: [{id: text, title: text, status: 'blocked', found: text, next: text}],
			override: text,
		},
		counts('before', null, text),
		{type: 'counts.failed', when: 'after', endpoint_id: null, code: text, message: text},
	];
}

function counts(when: 'before' | 'after', endpointId: string | null, text: string): EventBody {
	return {
		type: 'counts.taken',
		when,
		endpoint_id: endpointId,
		server: {version: text, time: text},
		database: text,
		patterns: [text],
		unmatched: [text],
		tables: [
			{table: text, count: text, max_ver: text, max_snapshot_ts: text, query_id: text},
			{table: 'stg', count: '5', max_ver: null, max_snapshot_ts: null, query_id: text},
		],
		failed: [{table: `${text}!`, what: 'count', code: text, message: text}],
		settled_ms: when === 'before' ? null : 10,
		settled: when === 'before' ? null : false,
		expected: [
			{tables: text, delta: text},
			{tables: 's*', delta: '1'},
		],
	};
}

function fired(one: Step, attempts: Map<string, number>, seq: number): EventBody[] {
	const attempt = (attempts.get(one.id) ?? 0) + 1;
	attempts.set(one.id, attempt);
	const isCounted = one.status === 201;
	const events: EventBody[] = [
		...(isCounted ? [counts('before', one.id, one.text)] : []),
		intent(one.id, {
			inputs: [{variable: one.text, value: one.text, from: 'example', endpoint_id: one.text}],
			stage: one.stage,
			attempt,
			title: one.text,
			endpoint: `GET ${one.text}`,
			artifact: one.text,
			section_title: one.text,
		}),
	];
	if (one.verdict !== 'none') {
		const exchange =
			one.verdict === 'no-response'
				? noAnswer('timeout')
				: answer({status: one.status, body: one.body, latency_ms: one.latency});
		const thing = {
			what: one.text,
			variable: one.text,
			value: one.text,
			removed_by: one.text,
			removal: one.text,
		};
		events.push({
			...(outcome(seq + (isCounted ? 1 : 0), one.verdict, exchange, [
				{code: one.text, text: one.text},
			]) as RequestOutcome),
			created: [thing, {...thing, removed_by: null}],
			removed: [{what: one.text, value: one.text}],
		});
	}

	if (isCounted) {
		events.push(counts('after', one.id, one.text));
	}

	if (one.mark !== undefined) {
		events.push({type: 'mark.set', endpoint_id: one.id, attempt, mark: one.mark, note: one.text});
	}

	events.push({type: 'note.added', endpoint_id: one.id, text: one.text});
	return events;
}
