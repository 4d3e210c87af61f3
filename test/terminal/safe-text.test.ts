import fc from 'fast-check';
import {Text} from 'ink';
import {render} from 'ink-testing-library';
import {createElement} from 'react';
import {describe, expect, test} from 'vitest';
import {safeLines, safeText} from '../../source/terminal/safe-text.ts';

const forbidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What a terminal would obey, by class (evidence-standards §4.1). */
const hostile = {
	'clipboard by OSC 52': '\u001b]52;c;aGk=\u0007',
	'clipboard, closed by ST': '\u001b]52;c;aGk=\u001b\\',
	'clipboard by C1 OSC': '\u009d52;c;aGk=\u009c',
	'title by OSC 0': '\u001b]0;PWNED\u0007',
	'link by OSC 8': '\u001b]8;;https://evil.example\u0007ok\u001b]8;;\u0007',
	'notification by OSC 9': '\u001b]9;hello\u0007',
	'notification by OSC 777': '\u001b]777;notify;a;b\u0007',
	'file by OSC 1337': '\u001b]1337;File=name=eA==:AAAA\u0007',
	'colour query by OSC 4': '\u001b]4;1;?\u0007',
	'font query by OSC 50': '\u001b]50;?\u0007',
	'settings query by DCS': '\u001bP$q"p\u001b\\',
	'image by APC': '\u001b_Gf=24;AAAA\u001b\\',
	'PM and SOS': '\u001b^a\u001b\\\u001bXb\u001b\\',
	'cursor and erase': '\u001b[2J\u001b[H\u001b[1;1Hstatus 200',
	'C1 CSI': '\u009b2J',
	'title report': '\u001b[21t',
	'device status': '\u001b[6n\u001b[c',
	answerback: '\u0005',
	'alternate screen and mouse': '\u001b[?1049l\u001b[?1003h\u001b[?2004l',
	'full reset': '\u001bc',
	'character set': '\u000e\u001b(0',
	'hidden text': '\u001b[8mhidden\u001b[0m',
	'a line written over': 'status 500\rstatus 200',
	'backspaces over it': 'status 500\b\b\b200',
	'bidi override': 'adm\u202enimda\u202c',
	'bidi isolate': '\u2066a\u2069',
	'zero width space': 'adm\u200bin',
	'tag characters': 'a\u{e0041}\u{e0062}',
	'soft hyphen and BOM': 'pay\u00adpal\ufeff',
	'line separator': 'a\u2028b\u2029c',
	'variation selectors': 'a\ufe0f\u{e0101}',
	'Hangul filler': 'a\u3164b',
};

describe('one line of text from outside', () => {
	test('keeps ordinary text of any script as it is', () => {
		for (const text of [
			'',
			'Status: 200 OK',
			'Привет, мир',
			'日本語 テスト',
			'naïve — “ok” …',
			'👍🏽 🎸',
			'e\u0301',
		]) {
			expect(safeText(text)).toBe(text);
		}
	});

	test('shows every C0 control, DEL and C1 control as a sign', () => {
		expect(safeText('\u0000\u0007\u000a\u000d\u001b\u007f')).toBe('␀␇␊␍␛␡');
		expect(safeText('\u0080\u009b\u009f')).toBe('\\x80\\x9b\\x9f');
		const signs = new Set<string>();
		for (let code = 0; code < 0xa0; code++) {
			if (code !== 9 && (code < 0x20 || code > 0x7e)) {
				const sign = safeText(String.fromCharCode(code));
				expect(sign).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
				signs.add(sign);
			}
		}

		expect(signs.size).toBe(31 + 1 + 32);
	});

	test('names invisible, reordering and unpaired characters', () => {
		expect(safeText('a\u202eb\u200bc\u{e0041}d\u2028e')).toBe('a⟨U+202E⟩b⟨U+200B⟩c⟨U+E0041⟩d⟨U+2028⟩e');
		expect(safeText('x\ud800y\udfff')).toBe('x⟨U+D800⟩y⟨U+DFFF⟩');
	});

	test('does not let a sign in the data pass for one of ours', () => {
		expect(safeText('␛[31m ⟨U+202E⟩')).toBe('⟨U+241B⟩[31m ⟨U+27E8⟩U+202E⟩');
	});

	test('keeps what a written-over line said', () => {
		expect(safeText('status 500\rstatus 200')).toBe('status 500␍status 200');
	});

	test.each(Object.entries(hostile))('%s is shown, whole and cut off anywhere', (_, text) => {
		for (let end = 1; end <= text.length; end++) {
			const shown = safeText(text.slice(0, end));
			expect(shown).not.toMatch(forbidden);
			// What can be printed of the payload is still there: nothing is swallowed.
			const printable = [...text.slice(0, end)].filter(character => /[\x20-\x7e]/.test(character));
			expect([...shown].filter(character => printable.includes(character)).length).toBeGreaterThanOrEqual(
				printable.length,
			);
		}
	});

	test('expands tabs to the next stop', () => {
		expect(safeText('\ta\tbc\td')).toBe('    a   bc  d');
		expect(safeText('a\tb', {tabSize: 8})).toBe('a       b');
	});

	test('shows at most eight marks on one base and counts the rest', () => {
		expect(safeText(`a${'\u0301'.repeat(8)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
		expect(safeText(`a${'\u0301'.repeat(40)}b`)).toBe(`a${'\u0301'.repeat(8)}⟨+32⟩b`);
		const flood = safeText(`a${'\u0301'.repeat(100_000)}`);
		expect(flood).toBe(`a${'\u0301'.repeat(8)}⟨+99992⟩`);
		const words = `${'e\u0301'.repeat(3)}é`;
		expect(safeText(words)).toBe(words);
	});

	test('gives a mark at the beginning something to stand on', () => {
		expect(safeText('\u0301a')).toBe('◌\u0301a');
		expect(safeText('\ufe0fa')).toBe('⟨U+FE0F⟩a');
		const {lastFrame} = render(
			createElement(Text, {color: 'red'}, `\u001b[31m${safeText('\u1bf2a')}\u001b[39m`),
		);
		expect(lastFrame()).toContain('◌\u1bf2a');
	});

	test('says how much of a long line is left out, and cuts no character in half', () => {
		expect(safeText('abcdef', {maximumLength: 4})).toBe('abcd…(+2)');
		expect(safeText('abcd', {maximumLength: 4})).toBe('abcd');
		expect(safeText('ab👍c', {maximumLength: 3})).toBe('ab…(+3)');
	});

	test('never lets through what is not printable, whatever comes', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 200}), text => {
				expect(safeText(text)).not.toMatch(forbidden);
			}),
			{numRuns: 2000},
		);
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...Object.values(hostile), 'я', '\t', 'e\u0301'), {maxLength: 20}),
				parts => {
					expect(safeText(parts.join(''))).not.toMatch(forbidden);
				},
			),
		);
	});

	test('its own output, read as data, stays safe', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), text => {
				expect(safeText(safeText(text))).not.toMatch(forbidden);
			}),
		);
	});
});

describe('lines of text from outside', () => {
	test('end at LF and CRLF; a CR anywhere else is shown', () => {
		expect(safeLines('a\nb\r\nc\rd\n')).toEqual(['a', 'b', 'c␍d', '']);
		expect(safeLines('')).toEqual(['']);
	});

	test('start their tab stops anew', () => {
		expect(safeLines('ab\tc\nd\te')).toEqual(['ab  c', 'd   e']);
	});

	test('hold no line break', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), text => {
				for (const line of safeLines(`${text}\n${text}`)) {
					expect(line).not.toMatch(forbidden);
				}
			}),
		);
	});
});
