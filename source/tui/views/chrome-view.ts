/** The rows around the panes: where the operator is, what the keys do, what just happened. */
import {footerBindings, keyOf, keyWord} from '../key-lookup.ts';
import {factsAtOnce} from '../body-facts.ts';
import type {Binding} from '../keymap.ts';
import {messageRows} from '../prompt-rows.ts';
import {spansWidth, spread, type Span, type Tone} from '../spans.ts';
import {areaOf} from '../reducer/moving.ts';
import {bufferText} from '../text-buffer.ts';
import {openFlights, type Message, type UiState, type World} from '../ui-state.ts';
import {bodyProblemText, bodyState} from './body-state.ts';

/** The first row: the kind of profile is always on screen, before anything else. */
export function headerSpans(state: UiState, world: World): readonly Span[] {
	const {profile, session, readOnlyReason} = world;
	const isProduction = profile.kind === 'production';
	const isUnlocked = isProduction && session.unlockedHosts.has(profile.host);
	const count = openFlights(state, session).length;
	const flights: readonly Span[] = count === 0 ? [] : [[`→ ${count} in flight`, 'accent']];
	return spread(
		[
			isProduction ? [' ⚠ PRODUCTION ', 'danger'] : [profile.kind.toUpperCase(), 'strong'],
			...(isUnlocked ? [[' writes unlocked', 'bad'] as const] : []),
			...(readOnlyReason === null && !profile.readOnly ? [] : [[' READ-ONLY', 'caution'] as const]),
			[` ${profile.name}`],
			[` · ${profile.host}`, 'muted'],
			[` · ${world.name}`, 'muted'],
		],
		flights,
		state.size.columns,
	);
}

/** Never dropped where they work: who knows these finds everything else, and the way out. */
const lastingKeys: ReadonlySet<string> = new Set([
	'app.quit',
	'app.palette',
	'app.help',
	'walk.leave',
	'walk.palette',
	'walk.help',
]);

function keySpans({keys, label}: Binding): readonly Span[] {
	return [
		[keyWord(keys[0] ?? ''), 'strong'],
		[` ${label ?? ''}`, 'muted'],
	];
}

/** The keys that work now, as many as fit; those of leaving and of the help are always among them where they work. */
export function footerSpans(state: UiState, world: World): readonly Span[] {
	const all = footerBindings(state, world);
	const lasting = all.filter(({id}) => lastingKeys.has(id)).map(keySpans);
	const shown: Span[] = [];
	let room = state.size.columns - lasting.reduce((sum, spans) => sum + spansWidth(spans) + 2, 0);
	for (const spans of all.filter(({id}) => !lastingKeys.has(id)).map(keySpans)) {
		const width = spansWidth(spans) + (shown.length === 0 ? 0 : 2);
		if (width > room) {
			break;
		}

		shown.push(...(shown.length === 0 ? [] : [['  '] as const]), ...spans);
		room -= width;
	}

	return [...shown, ...lasting.flatMap((spans): readonly Span[] => [['  '], ...spans])];
}

const messageTones: Readonly<Record<Message['tone'], {symbol: string; tone: Tone}>> = {
	info: {symbol: 'i', tone: 'accent'},
	warning: {symbol: '!', tone: 'caution'},
	problem: {symbol: '✘', tone: 'bad'},
};

/** The rows for messages, at least one: the message, else why the session cannot be written, else nothing. */
export function messageLines(state: UiState, world: World): ReadonlyArray<readonly Span[]> {
	const {message} = state;
	const cut = message === null ? cutBodyProblem(state, world) : null;
	if (cut !== null) {
		return [[['✘ ', 'bad'], [cut]]];
	}

	if (message === null && state.walk?.place === 'editing' && state.mode.kind === 'browse') {
		const [back, stages, fire] = [
			keyOf('app.back', state),
			keyOf('walk.open', state),
			keyOf('request.fire', state),
		];
		return [[['i ', 'accent'], [`${back} or ${stages} goes back to the test; ${fire} fires it.`]]];
	}

	if (message === null) {
		return [world.readOnlyReason === null ? [] : [['! ', 'caution'], [`read-only: ${world.readOnlyReason}`]]];
	}

	const {symbol, tone} = messageTones[message.tone];
	return messageRows(state).map((row, index): readonly Span[] => [
		[index === 0 ? `${symbol} ` : '  ', tone],
		[row, 'plain', 'safe'],
	]);
}

/** Why the body being typed is not JSON, where its pane is too narrow to say it; `null` otherwise. */
function cutBodyProblem(state: UiState, world: World): string | null {
	if (state.mode.kind !== 'body') {
		return null;
	}

	const text = bufferText(state.mode.buffer);
	const facts = factsAtOnce(text);
	return facts === undefined ||
		facts.problem === null ||
		spansWidth(bodyState(text, facts, {state, world})) <= areaOf(state, 'request').width
		? null
		: bodyProblemText(facts.problem);
}
