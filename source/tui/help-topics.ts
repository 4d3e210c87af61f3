/** What the words and habits of the program mean, for the help and the palette. */
import {allSigns} from './source-signs.ts';

export type HelpTopic = {
	/** Stable, kebab-case. */
	readonly id: string;
	readonly title: string;
	readonly text: string;
};

export const settingsTopic = 'settings-file';

/** Every topic as it is now: that of the settings file begins with its path. */
export function topicsNow({settingsFile}: {readonly settingsFile?: string}): readonly HelpTopic[] {
	return settingsFile === undefined
		? helpTopics
		: helpTopics.map(topic =>
				topic.id === settingsTopic ? {...topic, text: `${settingsFile}: ${topic.text}`} : topic,
			);
}

/** Every topic, the first ones first. */
export const helpTopics: readonly HelpTopic[] = [
	{
		id: 'begin',
		title: 'How to begin',
		text: 'Select an endpoint in the list, change its values in the request, fire it, read the answer, mark it, export. Everything is written to the journal as it happens: leaving at any time loses nothing.',
	},
	{
		id: 'verdict',
		title: 'What a verdict is',
		text: 'The program’s own judgement of an answer, always with reasons: success, limitation (an error that the catalog expected), failure, no-response, unknown (sent, and the program died before the outcome was stored).',
	},
	{
		id: 'mark',
		title: 'What a mark is',
		text: 'Your judgement: pass, limitation, fail, blocked or skipped, with a note. It stands beside the verdict and never replaces it.',
	},
	{
		id: 'soft-error',
		title: 'What a soft error is',
		text: 'A 200 answer whose body says that it failed, or that is HTML where JSON was promised. It is a failure, or a limitation where the catalog expects it, never success.',
	},
	{
		id: 'attempt',
		title: 'Attempts and old answers',
		text: 'Every firing is an attempt and none is dropped. The response says which attempt, request and time it belongs to; an older one is chosen in the tab Attempts.',
	},
	{
		id: 'journal',
		title: 'Journal, session, export',
		text: 'A session is everything from start to export. Its journal is written before anything is shown, and the evidence set is derived from it alone. --session with its folder goes on where it was left.',
	},
	{
		id: 'sources',
		title: 'Signs in brackets, such as [INF], and the star *',
		text: `The catalog says where a statement comes from: ${allSigns}. In the session a star (*) stands before an endpoint that was fired outside the stage: exploratory.`,
	},
	{
		id: 'variables',
		title: 'Values in double braces',
		text: '{{name}} stands for a variable: from the catalog, from the profile, from an earlier answer, or set by you. What is sent has its value.',
	},
	{
		id: 'production',
		title: 'Production is locked',
		text: 'A production host gets no write before you have typed its name. PRODUCTION stands at the start of every screen. No write is ever sent again by itself.',
	},
	{
		id: 'finding',
		title: 'How to find things',
		text: "The palette finds endpoints, commands, settings and help by a few of their letters, in any order of words; ^6.1 finds what begins so, 'word what holds that word exactly, !word what does not. The filter narrows the list itself. Letters typed under a Russian layout are found as Latin ones too.",
	},
	{
		id: settingsTopic,
		title: 'The settings file',
		text: 'JSON beside the other preferences of this user. "theme": auto, dark, light or high-contrast. "motion": full or reduced. "mouse" and "screenReader": true or false. "keys": command ids with their keys, such as {"request.fire": ["!"]}; the help shows the id of the selected command. A file with a mistake in it is refused whole, and the reason is shown at the start.',
	},
	{
		id: 'colours',
		title: 'Themes and colours',
		text: 'Themes for dark and light backgrounds and one of high contrast, which paints its own background. "auto" goes by COLORFGBG. NO_COLOR takes all colours away; nothing is said by colour alone.',
	},
	{
		id: 'mouse',
		title: 'The mouse',
		text: 'Off at first, so that the terminal selects text as always. While it is on, the wheel scrolls the pane under the pointer and a click chooses a pane, a row or a tab; most terminals still select text with Shift held.',
	},
	{
		id: 'screen-reader',
		title: 'Screen readers',
		text: 'With the setting screenReader, or INK_SCREEN_READER=true in the environment, the screen is one linear text: where you are, what is selected, what happened, which keys work. It is used from the next start on.',
	},
];
