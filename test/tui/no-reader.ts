import {createReader} from '../../source/tui/reading/reader.ts';

/** For tests where no body is read. */
export const noReader = createReader({
	runTask() {
		throw new Error('No filter is run in this test.');
	},
	defer() {
		throw new Error('No large body is read in this test.');
	},
	tell: () => undefined,
});
