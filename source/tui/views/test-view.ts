/** One test of Stage 2 as rows: what it does, what will be sent and why, what came back and what was made of it. */
import type {BodyCheck, Variant} from '../../catalog/catalog.ts';
import {variantOf, type Draft} from '../../request/draft.ts';
import type {InputSource} from '../../session/event.ts';
import {preflight, type WalkthroughInput, type WalkthroughStep} from '../../session/walkthrough.ts';
import {answerView} from '../answer-view.ts';
import {bodyLines} from '../body-lines.ts';
import {isEdited} from '../draft-edits.ts';
import {keyOf} from '../key-lookup.ts';
import type {Area} from '../layout.ts';
import {markSigns} from '../signs.ts';
import type {Span} from '../spans.ts';
import {currentDraft, openFlights, type UiState, type World} from '../ui-state.ts';
import {currentStep, phaseOf, walkthroughNow} from '../walk.ts';
import {signsIn} from '../source-signs.ts';
import {contentOf, type Content} from './pane-view.ts';
import {answerHeader, flightHeader} from './response-header.ts';
import {filledIn, templateUrl} from './template-url.ts';
import {labelledRows, textRows} from './text-rows.ts';

type Subject = {
	readonly state: UiState;
	readonly world: World;
	readonly step: WalkthroughStep;
	readonly draft: Draft;
	readonly variant: Variant;
	readonly width: number;
};

type Rows = ReadonlyArray<readonly Span[]>;

/** More lines of a body are looked at in the explorer. */
const bodyPreview = 40;

/** The rows of the test on screen. */
export function testContent(state: UiState, world: World, width: number): Content {
	const step = currentStep(state, world);
	if (step === undefined) {
		return contentOf([[['The stage has no tests.', 'muted']]]);
	}

	const draft = currentDraft(state, step.endpoint);
	const variant = variantOf(step.endpoint, draft.variant);
	const subject: Subject = {state, world, step, draft, variant, width};
	const phase = phaseOf(state, world);
	const question = [...purposeRows(subject), ...expectationRows(subject), ...inputRows(subject)];
	return contentOf(
		phase === 'to-fire'
			? [
					...standingRows(step),
					...purposeRows(subject),
					...requestRows(subject),
					...expectationRows(subject),
					...inputRows(subject),
					...requestBodyRows(subject),
					...signRows(subject),
				]
			: phase === 'in-flight'
				? [...flightRows(subject), [], ...question]
				: [...answerRows(subject), [], ...question, ...requestBodyRows(subject), ...signRows(subject)],
	);
}

/** About how long the tests take that are not done, in seconds. */
export function secondsLeft({walk}: UiState, world: World): number {
	if (walk === null) {
		return 0;
	}

	const {stage, steps, doneCount} = walkthroughNow(world, walk.stageId);
	const {tests, seconds} = preflight(world.catalog, stage, world.profile);
	return tests === 0 ? 0 : (seconds / tests) * (steps.length - doneCount);
}

/** A mark that was set without an attempt. */
function standingRows({mark}: WalkthroughStep): Rows {
	return mark === null ? [] : [markRow(mark.mark, mark.note), []];
}

function markRow(mark: keyof typeof markSigns, note: string): readonly Span[] {
	const {symbol, tone} = markSigns[mark];
	return [['mark '.padEnd(10), 'muted'], [`${symbol} ${mark}`, tone], [note === '' ? '' : `: ${note}`]];
}

function purposeRows({step: {endpoint}, width}: Subject): Rows {
	const text =
		endpoint.description === undefined ? `${endpoint.title}.` : `${endpoint.title}. ${endpoint.description}`;
	return labelledRows('does', text, width);
}

function requestRows({draft, variant, step, world, width}: Subject): Rows {
	const facts = [
		...(draft.variant === step.endpoint.variants[0].name ? [] : [`variant ${draft.variant}`]),
		...(isEdited(draft, step.endpoint) ? ['edited'] : []),
		...(variant.writes ? ['changes something on the server'] : []),
	].join(' · ');
	const url = `${world.profile.baseUrl}${templateUrl(draft, variant, world)}`;
	return [
		...labelledRows('sends', `${variant.method} ${url}`, width, 'strong'),
		...(facts === '' ? [] : labelledRows('', facts, width, 'caution')),
	];
}

function requestBodyRows({draft, world, width, state}: Subject): Rows {
	const {body} = draft;
	if (body === null) {
		return labelledRows('body', 'none', width, 'muted');
	}

	const lines = filledIn(body, world.variables()).replace(/\n$/, '').split('\n');
	return previewRows('body', lines, {width, state});
}

/** The first lines of a body, one row each. */
function previewRows(
	label: string,
	lines: readonly string[],
	{width, state}: Pick<Subject, 'width' | 'state'>,
): Rows {
	const shown = lines.slice(0, bodyPreview);
	return [
		...shown.map((line, index): readonly Span[] => [
			[(index === 0 ? label : '').padEnd(10), 'muted'],
			[line],
		]),
		...(shown.length < lines.length
			? textRows(
					`… ${lines.length - shown.length} more lines: ${keyOf('test.edit', state)} shows them in the explorer`,
					width,
					{
						indent: ' '.repeat(10),
						tone: 'muted',
					},
				)
			: []),
	];
}

function expectationRows({variant: {expect, limitations}, width}: Subject): Rows {
	const content = expect.content === 'any' ? '' : ` ${expect.content.toUpperCase()}`;
	const checks = expect.body.map(checkText);
	const success = `${expect.status.join(' or ')}${content}${checks.length === 0 ? '' : `; ${checks.join('; ')}`}`;
	return [
		...labelledRows('expected', success, width),
		...limitations.flatMap(({status, code, reason}) =>
			labelledRows('known', `${status}${code === undefined ? '' : ` ${code}`}: ${reason}`, width),
		),
	];
}

/** What the signs in brackets mean that stand above. */
function signRows({step: {endpoint}, variant, width}: Subject): Rows {
	const texts = [endpoint.description ?? '', ...variant.limitations.map(({reason}) => reason)];
	const signs = signsIn(texts.join(' '));
	return signs === '' ? [] : labelledRows('signs', signs, width, 'muted');
}

function checkText({path, equals, type}: BodyCheck): string {
	if (equals !== undefined) {
		return `${path} = ${JSON.stringify(equals)}`;
	}

	return type === undefined
		? `${path} is there`
		: `${path} is ${type === 'array' || type === 'object' ? 'an' : 'a'} ${type}`;
}

const sourceWords: Readonly<Record<InputSource, string>> = {
	capture: 'from an earlier answer',
	operator: 'set by you',
	profile: 'of the profile',
	example: 'the catalog’s example',
};

function inputRows({step: {inputs}, world, width}: Subject): Rows {
	const values = world.variables();
	return inputs.flatMap((input, index) =>
		labelledRows(
			index === 0 ? 'takes' : '',
			inputText(input, values.get(input.variable)),
			width,
			input.isMissing ? 'caution' : 'plain',
		),
	);
}

/** @param clear the value as it will go out, which the screen may show */
function inputText(
	{variable, value, from, endpointId, isMissing, lost}: WalkthroughInput,
	clear: string | undefined,
): string {
	const shown = clear ?? value;
	if (isMissing) {
		const giver = whyMissing(endpointId, lost);
		return `! ${variable} is MISSING: ${giver}${shown === null ? '' : `; the example is ${shown}`}`;
	}

	if (from === 'capture' && value === null) {
		return `${variable} comes from ${endpointId ?? 'an earlier test'}, which is not done yet`;
	}

	const source = from === 'capture' && endpointId !== null ? `from ${endpointId}` : sourceWords[from];
	return `${variable} = ${shown ?? '(no value)'} (${source})`;
}

/** Why a value is missing, as a clause. */
export function whyMissing(endpointId: string | null, lost: WalkthroughInput['lost']): string {
	if (lost === 'sandbox-anew') {
		return `what ${endpointId ?? 'an earlier test'} made is gone, because the sandbox began anew`;
	}

	return endpointId === null
		? 'its value is not known any more'
		: lost === 'masked'
			? `what ${endpointId} gave was masked on disk and is not known any more`
			: `${endpointId} did not give it`;
}

function flightRows(subject: Subject): Rows {
	const {state, world, step} = subject;
	const flight = openFlights(state, world.session).findLast(
		({endpointId}) => endpointId === step.endpoint.id,
	);
	return flight === undefined
		? []
		: flightHeader(
				{state, attempt: flight.intent === null ? undefined : step.attempt, area: areaFor(subject)},
				flight,
			);
}

/** The screen of a stage has all rows but those around it. */
function areaFor({state, width}: Subject): Area {
	return {width, height: state.size.rows - 6};
}

function answerRows(subject: Subject): Rows {
	const {world, step, width, state} = subject;
	const {attempt, mark} = step;
	if (attempt === undefined) {
		return mark === null ? [] : [markRow(mark.mark, mark.note)];
	}

	const answer = answerView(attempt, world.exchangeOf);
	const header: Rows =
		answer === undefined
			? [
					[['? unknown', 'caution'], [' · the program ended before an outcome was stored']],
					...textRows(
						`It may have been applied. ${keyOf('test.repeat', state)} fires once more; or mark it.`,
						width,
					),
				]
			: answerHeader({
					attempt: {...attempt, mark: null},
					answer,
					area: areaFor(subject),
					isLatest: true,
					later: '',
				});
	return [
		...header,
		...(attempt.verdict === 'success' ? reasonRows(attempt, subject) : []),
		...Object.entries(attempt.captures).flatMap(([name, value]) =>
			labelledRows('captured', `${name} = ${value}`, width, 'ok'),
		),
		...decisionRows(subject),
		...(answer === undefined
			? []
			: previewRows('answer', bodyLines(answer.source, answer.body, answer.headers).lines, subject)),
	];
}

/** What a screen of any height has room for beside the reasons. */
const rowsBesideReasons = 18;

/** As many reasons as there is room for, and how many more. */
function reasonRows(
	{reasons}: {reasons: ReadonlyArray<{text: string}>},
	{width, state}: Pick<Subject, 'width' | 'state'>,
): Rows {
	const room = Math.max(2, state.size.rows - rowsBesideReasons);
	// The row that says how many more takes the place of none.
	const shown = reasons.length <= room + 1 ? reasons : reasons.slice(0, room);
	const more = reasons.length - shown.length;
	return [
		...shown.flatMap(({text}, index) => labelledRows(index === 0 ? 'because' : '', text, width)),
		...(more === 0
			? []
			: labelledRows('', `… and ${more} more (tab Reasons of the response)`, width, 'muted')),
	];
}

function decisionRows({step: {mark, suggestedMark}, state}: Subject): Rows {
	if (mark !== null) {
		return [markRow(mark.mark, mark.note)];
	}

	if (suggestedMark === null) {
		return [];
	}

	const {symbol, tone} = markSigns[suggestedMark];
	return [
		[
			['suggested '.padEnd(10), 'muted'],
			[`${symbol} ${suggestedMark}`, tone],
			[`: ${keyOf('test.accept', state)} accepts and goes on.`, 'accent'],
		],
	];
}
