/** The questions that come with reading: what to copy, where to save. */
import {choicesText, keyOf} from '../key-lookup.ts';
import {filterOf, type ReadingMode} from '../reading/reading.ts';
import type {UiState, World} from '../ui-state.ts';
import {savedFolderOf} from '../saved-folder.ts';
import type {Question} from './question-view.ts';

/** What a mode of reading asks; `null` where it asks nothing. */
export function readingQuestion(state: UiState, world: World, mode: ReadingMode): Question | null {
	switch (mode.kind) {
		case 'copy': {
			const choices = (['value', 'line', 'body', 'path', 'curl'] as const).map(
				what => [`copy.${what}`, what] as const,
			);
			return {
				title: 'Copy',
				detail: [[['To the clipboard. What the screen shows in clear is copied in clear.', 'muted']]],
				label: choicesText(choices, state),
				placeholder: '',
			};
		}

		case 'save': {
			return {
				title: filterOf(state) === null ? 'Save the body' : 'Save what the filter gives',
				detail: [
					[
						world.profile.kind === 'sandbox'
							? ['The file gets it in clear: what the sandbox answers is nobody’s data.', 'muted']
							: ['It may hold personal data: the file gets it MASKED, as the journal has it.', 'caution'],
					],
					[['beside the session: ', 'muted'], [`${savedFolderOf(world.name)}/`]],
				],
				label: 'file',
				placeholder: `name of the file; ${keyOf('save.write', state)} saves`,
			};
		}

		case 'save-over': {
			return {
				title: 'A file of that name is there already',
				detail: [[[mode.name]]],
				label: choicesText(
					[
						['save-over.write', 'write over it'],
						['save-over.leave', 'another name'],
					],
					state,
				),
				placeholder: '',
			};
		}

		case 'search':
		case 'narrow':
		case 'diff': {
			return null;
		}
	}
}
