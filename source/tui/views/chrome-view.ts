/** The rows around the panes: where the operator is, what the keys do, what just happened. */
import {footerBindings, keyWord} from '../key-lookup.ts';
import {messageRows} from '../prompt-rows.ts';
import {spread, type Span, type Tone} from '../spans.ts';
import {spansWidth} from '../spans.ts';
import {openFlights, type Message, type UiState, type World} from '../ui-state.ts';

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

/** The keys that work now, as many as fit; the help key is always among them where it works. */
export function footerSpans(state: UiState, world: World): readonly Span[] {
	const all = footerBindings(state, world).map(({keys, label}): readonly Span[] => [
		[keyWord(keys[0] ?? ''), 'strong'],
		[` ${label ?? ''}`, 'muted'],
	]);
	const isHelp = (spans: readonly Span[]): boolean => spans[1]?.[0] === ' help';
	const help = all.filter(isHelp);
	const shown: Span[] = [];
	let room = state.size.columns - help.reduce((sum, spans) => sum + spansWidth(spans) + 2, 0);
	for (const spans of all.filter(entry => !isHelp(entry))) {
		const width = spansWidth(spans) + (shown.length === 0 ? 0 : 2);
		if (width > room) {
			break;
		}

		shown.push(...(shown.length === 0 ? [] : [['  '] as const]), ...spans);
		room -= width;
	}

	return [...shown, ...help.flatMap((spans): readonly Span[] => [['  '], ...spans])];
}

const messageTones: Readonly<Record<Message['tone'], {symbol: string; tone: Tone}>> = {
	info: {symbol: 'i', tone: 'accent'},
	warning: {symbol: '!', tone: 'caution'},
	problem: {symbol: '✖', tone: 'bad'},
};

/** The rows for messages, at least one: the message, else why the session cannot be written, else nothing. */
export function messageLines(state: UiState, world: World): ReadonlyArray<readonly Span[]> {
	const {message} = state;
	if (message === null) {
		return [world.readOnlyReason === null ? [] : [['! ', 'caution'], [`read-only: ${world.readOnlyReason}`]]];
	}

	const {symbol, tone} = messageTones[message.tone];
	return messageRows(state).map((row, index): readonly Span[] => [
		[index === 0 ? `${symbol} ` : '  ', tone],
		[row, 'plain', 'safe'],
	]);
}
