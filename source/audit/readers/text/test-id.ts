const dotted = String.raw`\d{1,4}(?:\.\d{1,4}){1,4}[a-zа-я]?`;
const prefix = String.raw`(?:(?:test[ _-]?case|test|тест|кейс|case|tc|тк|т|t|§|№|#|п\.)[\s_:.#№§-]{0,3}){0,2}`;

const whole = new RegExp(String.raw`^\W{0,3}${prefix}(${dotted}|\d{1,6})\W{0,3}$`, 'iu');
const underscored = /^(?:test|тест|tc|t)[_-](\d{1,4}(?:[_-]\d{1,4}){1,3})(?![\d])/iu;
const leading = new RegExp(String.raw`^[^\p{L}\d]{0,6}${prefix}(${dotted})(?=$|[\s:;,.)\]—–|/-])`, 'iu');
const named = /^[A-Z]{1,8}(?:[-_][A-Z]{1,8}){0,2}[-_]?\d{1,6}$/iu;

/**
 * Test id of a cell that holds an id and nothing else: `6.1`, `T-6.1`, `Test 6.1`, `§6.1`, `test_6_1` all give `6.1`;
 * `TC-014` stays as it is, in upper case. `null` for other text.
 */
export function testIdOf(text: string): string | null {
	const cell = text.trim();
	if (cell.length > 40) {
		return null;
	}

	const dots = new RegExp(String.raw`^\W{0,3}${prefix}(${dotted})\W{0,3}$`, 'iu').exec(cell)?.[1];
	if (dots !== undefined) {
		return dots;
	}

	const parts = underscored.exec(cell)?.[1];
	if (parts !== undefined) {
		return parts.replaceAll(/[_-]/g, '.');
	}

	if (named.test(cell)) {
		return cell.toUpperCase();
	}

	return whole.exec(cell)?.[1] ?? null;
}

/** Dotted test id at the start of a text, and what follows it: `**6.1** POST /x` gives `6.1` and `POST /x`. */
export function leadingTestId(text: string): {readonly id: string; readonly rest: string} | null {
	const match = leading.exec(text.slice(0, 80));
	return match === null
		? null
		: {id: match[1] ?? '', rest: text.slice(match[0].length).replace(/^[\s:;,.)\]—–|-]{1,8}/, '')};
}

/** Test id in the name of an artifact: `test_6_10_partners.json` gives `6.10`. */
export function testIdOfFile(name: string): string | null {
	const base = name.split(/[\\/]/).at(-1) ?? '';
	const match = /^(?:test|тест|tc|t)?[_-]?(\d{1,3})[._-](\d{1,3})(?=[._-]|$)/iu.exec(base);
	return match === null ? null : `${match[1]}.${match[2]}`;
}
