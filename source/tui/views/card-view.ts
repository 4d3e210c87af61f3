/** What Stage 2 is about to do, before it does anything. */
import {preflight} from '../../session/walkthrough.ts';
import {aboutText} from '../format.ts';
import {keyOf, type Keyed} from '../key-lookup.ts';
import type {World} from '../ui-state.ts';
import type {Walk} from '../walk.ts';
import {contentOf, type Content} from './pane-view.ts';
import {labelledRows, textRows} from './text-rows.ts';

/** The rows of the card. */
export function cardContent(walk: Walk, state: Keyed, world: World, width: number): Content {
	const {stageId, checks} = walk;
	const begin = keyOf('card.begin', state);
	const stage = world.catalog.stages.get(stageId);
	if (stage === undefined) {
		return contentOf([]);
	}

	const {profile, session} = world;
	const {tests, writes, host, kind, changes, seconds} = preflight(
		world.catalog,
		stage,
		profile,
		session.opened?.plan.variant,
	);
	const isLocked = kind === 'production' && !profile.readOnly && !session.unlockedHosts.has(host);
	const blocked = (checks ?? []).filter(({found}) => found?.status === 'blocked').map(({title}) => title);
	return contentOf([
		[[stage.title, 'strong']],
		[],
		...labelledRows('tests', `${tests}, of which ${writes} write`, width),
		...labelledRows('host', host, width),
		...labelledRows(
			'kind',
			kind === 'production' ? 'PRODUCTION' : kind,
			width,
			kind === 'production' ? 'bad' : 'plain',
		),
		...labelledRows('takes', aboutText(seconds), width),
		...(stage.prepare ?? []).flatMap(id =>
			labelledRows(
				'first',
				`${id} ${world.catalog.endpoints.get(id)?.title ?? ''}: for what the tests take, changes nothing`,
				width,
			),
		),
		...(profile.readOnly
			? labelledRows('writes', 'refused: the profile is read-only', width, 'caution')
			: []),
		...(blocked.length === 0
			? []
			: labelledRows('blocked', `${blocked.join(', ')} (overridden)`, width, 'caution')),
		[],
		...(isLocked
			? textRows(`⚠ ${begin} asks for the host name and begins. Nothing is sent before.`, width, {
					tone: 'bad',
				})
			: textRows(`${begin} begins. Nothing is sent before the first test is fired.`, width, {
					tone: 'accent',
				})),
		[],
		[
			[
				changes.length === 0
					? 'Nothing will be changed on the server.'
					: 'What will be changed on the server',
				'strong',
			],
		],
		...changes.flatMap(change => textRows(`• ${change}`, width, {indent: '  '})),
	]);
}
