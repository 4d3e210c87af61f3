/** The questions that come with reading: what to copy, where to save. */
import {keyOf} from '../key-lookup.ts';
import {filterOf, type ReadingMode} from '../reading/reading.ts';
import type {UiState, World} from '../ui-state.ts';
import type {Question} from './question-view.ts';

/** What a mode of reading asks; `null` where it asks nothing. */
export function readingQuestion(state: UiState, world: World, mode: ReadingMode): Question | null {
	switch (mode.kind) {
		case 'copy': {
			const choices = (['value', 'line', 'body', 'path', 'curl'] as const).map(
				what => `${keyOf(`copy.${what}`, state)} ${what}`,
			);
			return {
				title: 'Copy',
				detail: [[['To the clipboard. What the screen shows in clear is copied in clear.', 'muted']]],
				label: choices.join('   '),
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
				],
				label: 'file',
				placeholder: `name of the file; ${keyOf('save.write', state)} saves`,
			};
		}

		case 'save-over': {
			return {
				title: 'A file of that name is there already',
				detail: [[[mode.name]]],
				label: `${keyOf('save-over.write', state)} write over it   ${keyOf('save-over.leave', state)} another name`,
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
