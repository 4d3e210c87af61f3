import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {reporters, reportPaths, type Reporter} from '../../source/evidence/names.ts';
import type {EventBody} from '../../source/session/event.ts';
import {anySession} from './any-session.ts';
import {
	answer,
	completeEvents,
	intent,
	journalOf,
	noAnswer,
	opened,
	outcome,
	sampleEvents,
} from './sample-session.ts';

function report(events: readonly EventBody[], reporter: Reporter = 'markdown'): string {
	return deriveEvidence(journalOf(events), {reporters}).files.get(reportPaths[reporter])?.toString() ?? '';
}

function section(text: string, title: string): string {
	const [, rest = ''] = text.split(`\n## ${title}\n`);
	return rest.split('\n## ')[0] ?? '';
}

const exploring = opened({plan: {stage: null, tests: [], variant: 'documented'}});

describe('the report', () => {
	test('has the sections of the November report in their order', () => {
		const titles = Array.from(report(sampleEvents).matchAll(/^#{1,2} (.*)$/gm), ([, title]) => title);
		expect(titles).toEqual([
			'QTickets API Stage 2/3 Final Report',
			'Executive Summary',
			'Test Matrix',
			'Test Results Summary',
			'Key Findings',
			'Artifacts Collected',
			'ClickHouse Integration Status',
			'Deviations and blocked tests',
			'Recommendations',
			'Compliance with PROTOCOL.md',
			'Next Steps',
		]);
	});

	test('a complete stage has no stamp, nothing to recommend, and says what was not counted', () => {
		const text = report(completeEvents);
		expect(text.startsWith('# QTickets API Stage 2/3 Final Report\n')).toBe(true);
		expect(text).toContain('COMPLETE: every planned test was run: 1 success.');
		expect(section(text, 'Recommendations').trim()).toBe('None follows from the results.');
		expect(section(text, 'ClickHouse Integration Status').trim()).toBe('Row counts: not measured.');
		expect(section(text, 'Compliance with PROTOCOL.md')).toContain('✔ **Stage 2 Mandatory Tests:** 1 of 1');
	});

	test('an incomplete one says so before anything else', () => {
		expect(report(sampleEvents).split('\n')[0]).toBe(
			'> **INCOMPLETE**: 2 of 7 planned tests not run (6.13, 6.15); 1 with unknown outcome (6.8).',
		);
		expect(report(sampleEvents, 'html')).toMatch(/<body>\n<p class="stamp"><strong>INCOMPLETE<\/strong>/);
		expect(section(report(sampleEvents), 'Compliance with PROTOCOL.md')).toContain(
			'✘ **Stage 2 Mandatory Tests:** 5 of 7',
		);
	});

	test('a sandbox never passes for the real API', () => {
		const sandbox = {mode: 'faithful', scenario: 'full', state_id: null};
		const [open, ...rest] = completeEvents;
		const text = report([{...open!, sandbox} as EventBody, ...rest]);
		expect(text).toMatch(
			/^> \*\*SANDBOX\*\*: every answer came from a sandbox \(mode faithful, scenario full\)/,
		);
		expect(section(text, 'Next Steps')).toContain('Run the same against the real API.');
	});

	test('a session without a plan says that it proves only what was fired', () => {
		const text = report([exploring, intent('1.1', {stage: null}), outcome(2, 'success')]);
		expect(text.split('\n')[0]).toBe('> **EXPLORATORY**: nothing was planned.');
		expect(section(text, 'Compliance with PROTOCOL.md')).toContain('✘ **Stage 2:** not done');
	});

	test('an empty session claims nothing', () => {
		const text = report([exploring]);
		expect(text).toContain('No request was fired and nothing was marked.');
		expect(text).toContain('not measured: no complete answer came.');
	});

	test('verdict and mark stand apart, the reason comes from the verdict, the note is the operator’s', () => {
		const row =
			report(sampleEvents)
				.split('\n')
				.find(line => line.startsWith('| 6.1 |')) ?? '';
		expect(row).toContain('| 200 | 485 | ✘ failure | pass | 1 |');
		expect(row).toContain('Soft error: HTTP 200');
		expect(row).toContain('Operator: looked fine \\| to me |');
	});

	test('a later success hides neither the first attempt nor that they disagree', () => {
		const text = report(sampleEvents);
		expect(section(text, 'Key Findings')).toContain(
			'**6.4** POST /api/partners/v1/tickets/update: attempt 1: ∅ no-response, attempt 2: ✔ success ([test_6_4_partners_update.attempt-1.json]',
		);
		expect(section(text, 'Deviations and blocked tests')).toContain('**Fired more than once:** [6.4]');
	});

	test('measurements of one endpoint on like connections get a table, others one number each', () => {
		const twice = [
			exploring,
			intent('1.1', {stage: null}),
			outcome(2, 'success', answer({latency_ms: 10})),
			intent('1.1', {stage: null, attempt: 2}),
			outcome(4, 'success', answer({latency_ms: 30})),
		];
		expect(report(twice)).toContain('| 1.1 | GET /api/rest/v1/things/1.1 | cold | 2 | 10 | 20 | 20 | 30 |');
		expect(report(sampleEvents)).toContain('No endpoint was measured twice');
	});

	test('averages stand only beside n, minimum, median and maximum', () => {
		for (const line of report(sampleEvents)
			.split('\n')
			.filter(text => /average/i.test(text))) {
			expect(line).toMatch(/\| n \| Min \| Median \| Average \| Max \|$/);
		}
	});

	test.each<[string, EventBody, string]>([
		[
			'Permission limits',
			outcome(2, 'limitation', answer({status: 403})),
			'Get a token that may do this, then repeat 6.1',
		],
		['Missing data', outcome(2, 'limitation', answer({status: 404})), 'Create the missing records'],
		[
			'Routes that the server does not know',
			outcome(2, 'failure', answer({status: 404, body: '<!DOCTYPE html>'})),
			'Ask the API’s owner',
		],
		['Failures', outcome(2, 'failure', answer({status: 500})), 'Settle with the API’s owner'],
		['Failures', outcome(2, 'failure', answer({status: 201})), 'Settle with the API’s owner'],
		['Soft errors', outcome(2, 'failure', answer(), [{code: 'soft-error', text: 's'}]), 'Read the body'],
		['Soft errors', outcome(2, 'limitation', answer(), [{code: 'soft-error', text: 's'}]), 'Read the body'],
		['Other expected limitations', outcome(2, 'limitation', answer({status: 503})), 'None follows'],
		['No response', outcome(2, 'no-response', noAnswer('refused')), 'Find out why'],
	])('finds %s, and recommends by them alone', (title, done, advice) => {
		const text = report([
			opened({plan: {stage: 'stage2', tests: ['6.1'], variant: 'documented'}}),
			intent('6.1'),
			done,
		]);
		const findings = Array.from(section(text, 'Key Findings').matchAll(/^### (.*)$/gm), ([, name]) => name);
		expect(findings).toEqual([title]);
		expect(section(text, 'Recommendations').trim().split('\n')).toHaveLength(1);
		expect(section(text, 'Recommendations')).toContain(advice);
	});

	test('names every departure from the plan', () => {
		const text = section(
			report([
				opened({plan: {stage: 'stage2', tests: ['6.1'], variant: 'documented'}}),
				intent('6.1', {variant: 'reported'}),
				outcome(2, 'success', answer({truncated: true})),
				intent('6.2'),
				outcome(4, 'success'),
				{type: 'guard.unlocked', host: 'qtickets.example', how: 'typed'},
				{
					type: 'counts.failed',
					when: 'before',
					endpoint_id: null,
					code: 'ECONNREFUSED',
					message: 'nothing there',
				},
				{type: 'session.ended', reason: 'interrupted'},
			]),
			'Deviations and blocked tests',
		);
		expect(text).toContain('Fired with another variant than documented:** [6.1]');
		expect(text).toContain('Fired without being planned:** [6.2]');
		expect(text).toContain('Bodies that are not complete:** [test_6_1.json]');
		expect(text).toContain('Writes were unlocked for:** qtickets.example');
		expect(text).toContain('Session ended:** interrupted');
		expect(text).toContain('ClickHouse counts before:** tried, and not measured: nothing there');
		expect(text).toContain('ClickHouse counts after:** not done');
	});
});

describe('hostile text in any field', () => {
	test('breaks no Markdown table and opens no HTML', () => {
		fc.assert(
			fc.property(anySession, events => {
				const lines = report(events).split('\n');
				expect(lines.filter(line => /^#{1,2} /.test(line))).toHaveLength(11);
				for (const line of lines) {
					expect(line).not.toMatch(/[<\u0000-\u001f\u007f-\u009f\u202a-\u202e\u200b]/);
				}

				for (const table of report(events)
					.split('\n\n')
					.filter(block => block.startsWith('| '))) {
					const cells = table
						.trimEnd()
						.split('\n')
						.map(line => line.replaceAll(/\\\\|\\\|/g, '').split('|').length);
					expect(new Set(cells).size).toBe(1);
				}
			}),
			{numRuns: 150},
		);
	});

	test('opens no element, attribute or remote address in HTML', () => {
		fc.assert(
			fc.property(anySession, events => {
				const text = report(events, 'html');
				const body = text.slice(text.indexOf('<body>'));
				const tags = new Set(
					Array.from(body.matchAll(/<([^>]*)>/g), ([, tag = '']) => tag.replace(/ href="[^"]*"/, ' href')),
				);
				for (const tag of tags) {
					expect(tag).toMatch(
						/^\/?(?:body|html|h[123]|p|ul|li|table|thead|tbody|tr|th|td|strong|code|hr|a)(?: href| class="(?:stamp|number)")?$/,
					);
				}

				for (const [, address = ''] of body.matchAll(/href="([^"]*)"/g)) {
					expect(address).toMatch(/^(?:\.\.\/)?[\w.%/-]+$/);
				}
			}),
			{numRuns: 150},
		);
	});

	test('the page may load nothing and run nothing', () => {
		const text = report(sampleEvents, 'html');
		expect(text).toMatch(/content="default-src 'none'; style-src 'sha256-[\w+/=]{44}'/);
		expect(text).not.toMatch(/<script|<link|<img|src=|https?:\/\/(?!qtickets\.example)/);
	});
});
