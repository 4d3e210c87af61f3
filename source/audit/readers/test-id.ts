import {baseName} from '../lookup.ts';
import {testIdOf} from './text/test-id.ts';

/** Test ids as they stand in names of files and in members: `test_6_1_add.json`, `6.1-add`, `T6_01` are all `6.1`. */

const afterWord =
	/(?:^|[^\p{L}\p{N}])(?:t|tc|tests?|case|testcase|req|request|resp|response|artifact|endpoint|section|тест|кейс)[\s_.-]*0*(\d{1,2})[._-]0*(\d{1,3})(?!\d)/iu;
const atStart = /^0*(\d{1,2})[._-]0*(\d{1,3})(?![\d])(?![._-]\d{4})/;
const dotted = /(?<![\d.])(\d{1,2}(?:\.\d{1,3}){1,2})(?![\d.])/;
const attemptPart = /[._-](?:attempt|try|попытка)[._-]?(\d{1,3})(?!\d)/i;

const coded = /^(?:tc|ts|case|тк|кейс)[-_ ]?\d{1,5}(?=$|[^\p{L}\d])/iu;

/** `TC-01` at the start of a text: an id of letters and one number, as tables of tests have it. */
export function codedTestId(text: string): string | null {
	const match = coded.exec(text.trim().slice(0, 200));
	return match === null ? null : testIdOf(match[0]);
}

/** The id that a file's name begins with or names after a word such as `test`; `null` when it names none. */
export function testIdOfName(file: string): string | null {
	const name = stemOf(file);
	const match = afterWord.exec(name) ?? atStart.exec(name);
	return match === null ? codedTestId(name) : `${match[1] ?? ''}.${match[2] ?? ''}`;
}

/** The number of the attempt in a file's name (`….attempt-2.json`), or `null`. */
export function attemptOfName(file: string): number | null {
	const match = attemptPart.exec(stemOf(file));
	return match === null ? null : Number(match[1]);
}

/** The id that a member's value states: `6.1`, `Test 6.1`, `test_6_1_partners_add`; `null` when it states none. */
export function testIdOfText(text: string): string | null {
	const trimmed = text.trim().slice(0, 200);
	return dotted.exec(trimmed)?.[1] ?? testIdOfName(trimmed);
}

function stemOf(file: string): string {
	return baseName(file)
		.slice(0, 200)
		.replace(/\.(?:json|txt|log|http|html?|har|xml|body|response)$/i, '');
}
