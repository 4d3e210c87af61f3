/** A text as it reads once its escapes are undone, and where each of its code units came from. */
export type View = {
	readonly text: string;
	/** The offset in the original of the unit at `index`; of its end, at the view's length. */
	readonly offset: (index: number) => number;
};

const escapes =
	/%[\da-fA-F]{2}|%u[\da-fA-F]{4}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\["'/\\bfnrt]|&#\d{1,7};?|&#[xX][\da-fA-F]{1,6};?|&(?:amp|lt|gt|quot|apos|nbsp|commat|period|plus|lpar|rpar|hyphen|shy|sol);/g;
const percentByte = /^%[\da-fA-F]{2}$/;
const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	commat: '@',
	period: '.',
	plus: '+',
	lpar: '(',
	rpar: ')',
	hyphen: '\u2010',
	shy: '\u00ad',
	sol: '/',
};
const controls: Readonly<Record<string, string>> = {b: '\b', f: '\f', n: '\n', r: '\r', t: '\t'};

/** The text as it is, then with its escapes undone once and twice, as far as that changes anything. */
export function* viewsOf(text: string): Generator<View> {
	yield {text, offset: index => index};
	const once = decodeView(text);
	if (once === undefined) {
		return;
	}

	yield once;
	const twice = decodeView(once.text);
	if (twice !== undefined) {
		yield {text: twice.text, offset: index => once.offset(twice.offset(index))};
	}
}

/**
 * Undoes percent-encoding (UTF-8, else windows-1251), JSON and JavaScript escapes and HTML character references, each
 * wherever it stands: who echoes a value rarely says how it was written.
 *
 * @returns `undefined` when nothing was escaped
 */
export function decodeView(text: string): View | undefined {
	escapes.lastIndex = 0;
	let match = escapes.exec(text);
	if (match === null) {
		return undefined;
	}

	const offsets = new Uint32Array(text.length + 1);
	const parts: string[] = [];
	let copied = 0;
	let length = 0;

	function push(piece: string, from: number, step: number): void {
		parts.push(piece);
		for (let index = 0; index < piece.length; index++) {
			offsets[length++] = from + index * step;
		}
	}

	while (match !== null) {
		const {index} = match;
		push(text.slice(copied, index), copied, 1);
		copied = index + match[0].length;
		if (match[0].startsWith('%') && match[0][1] !== 'u') {
			while (percentByte.test(text.slice(copied, copied + 3))) {
				copied += 3;
			}

			percentDecode(text.slice(index, copied), (piece, from) => push(piece, index + from, 0));
		} else {
			push(characterOf(match[0]), index, 0);
		}

		escapes.lastIndex = copied;
		match = escapes.exec(text);
	}

	push(text.slice(copied), copied, 1);
	offsets[length] = text.length;
	return {text: parts.join(''), offset: index => offsets[Math.min(index, length)] ?? text.length};
}

function characterOf(escape: string): string {
	if (escape.startsWith('&')) {
		const name = escape.slice(1).replace(';', '');
		const code = /^#[xX]/.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
		return name.startsWith('#')
			? code <= 0x10_ff_ff
				? String.fromCodePoint(code)
				: '\ufffd'
			: (entities[name] ?? escape);
	}

	if (/^[%\\][ux]/.test(escape)) {
		return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
	}

	return controls[escape.charAt(1)] ?? escape.charAt(1);
}

const windows1251 = new TextDecoder('windows-1251');

function percentDecode(run: string, push: (piece: string, from: number) => void): void {
	const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
	for (let at = 0; at < bytes.length;) {
		const lead = bytes[at] ?? 0;
		const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
		const sequence = bytes.subarray(at, at + size);
		const isUtf8 =
			size > 0 && sequence.length === size && sequence.subarray(1).every(byte => byte >> 6 === 0b10);
		if (isUtf8) {
			push(sequence.toString('utf8'), at * 3);
			at += size;
		} else {
			push(windows1251.decode(bytes.subarray(at, at + 1)), at * 3);
			at++;
		}
	}
}
