import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {htmlText} from '../../source/evidence/html-text.ts';
import {markdownCode, markdownText} from '../../source/evidence/markdown-text.ts';
import {safeName} from '../../source/evidence/safe-name.ts';
import {visibleText} from '../../source/evidence/visible-text.ts';
import {xmlText} from '../../source/evidence/xml-text.ts';

const anyText = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({
		unit: fc.constantFrom(
			'\u001b',
			'|',
			'`',
			'\n',
			'<',
			'&',
			'[',
			']',
			'(',
			'_',
			'a',
			'\u202e',
			'\ud800',
			'"',
		),
	}),
);
const unseen =
	/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\u{e0000}-\u{e007f}\p{Surrogate}]/u;

describe('visible text', () => {
	test('shows what would steer, reorder or hide, and drops nothing', () => {
		expect(visibleText('a\u001b[2Kb\rc\n\u007f')).toBe('a␛[2Kb␍c␊␡');
		expect(visibleText('adm\u200bin \u202etxt \u009b31m \ufeff \ud800!')).toBe(
			'adm⟨U+200B⟩in ⟨U+202E⟩txt ⟨U+009B⟩31m ⟨U+FEFF⟩ ⟨U+D800⟩!',
		);
		expect(visibleText(`e${'\u0301'.repeat(40)}`)).toBe(`e${'\u0301'.repeat(8)}⟨+32⟩`);
		expect(visibleText('a literal ␛ and ⟨U+202E⟩')).toBe('a literal ⟨U+241B⟩ and ⟨U+27E8⟩U+202E⟩');
		expect(visibleText('Страница не найдена — ✔ 漢字 👍')).toBe('Страница не найдена — ✔ 漢字 👍');
	});

	test('leaves no character that cannot be seen, whatever comes', () => {
		fc.assert(
			fc.property(anyText, text => !unseen.test(visibleText(text))),
			{numRuns: 2000},
		);
	});
});

describe('Markdown text', () => {
	test('cannot open markup, a link or another cell', () => {
		expect(markdownText('a|b`c`<img src=x>&amp;[x](javascript:y) ![i](u) **b** # h')).toBe(
			'a\\|b\\`c\\`&lt;img src=x&gt;&amp;amp;\\[x\\](javascript:y) \\!\\[i\\](u) \\*\\*b\\*\\* \\# h',
		);
		expect(markdownText('see https://evil.example and www.evil.example')).toBe(
			'see https&#58;//evil.example and www&#46;evil.example',
		);
		expect(markdownText('line\n\n# heading')).toBe('line␊␊\\# heading');
		expect(markdownText('- item')).toBe('\\- item');
		expect(markdownText('1. item')).toBe('1\\. item');
	});

	test('leaves ordinary words as they are', () => {
		expect(markdownText('6.10 test_6_1_partners_add POST /api/x/33: -5, 1.5 ms')).toBe(
			'6.10 test_6_1_partners_add POST /api/x/33: -5, 1.5 ms',
		);
	});

	test('stays one literal line, whatever comes', () => {
		fc.assert(
			fc.property(anyText, text => {
				const written = markdownText(text);
				const bare = written.replaceAll(/\\[\\`*[\]|~#!{}_\-+=.)]/g, '');
				return !/[<>|`*[\]\n\r\\]/.test(bare);
			}),
			{numRuns: 2000},
		);
	});

	test('code is fenced with more backticks than it holds', () => {
		expect(markdownCode('a`b``c')).toBe('```a`b``c```');
		expect(markdownCode('`x')).toBe('`` `x ``');
		expect(markdownCode('a|b')).toBe('`a\\|b`');
	});
});

test('HTML and XML text have no markup and no forbidden character, whatever comes', () => {
	fc.assert(
		fc.property(anyText, text =>
			[htmlText(text), xmlText(text)].every(
				written => !/[<>"']|&(?!(?:amp|lt|gt|quot|apos|#39);)/.test(written) && !unseen.test(written),
			),
		),
		{numRuns: 2000},
	);
});

test('names from a journal cannot leave the folder or meet a device', () => {
	expect(safeName('test_6_1_partners_add_single')).toBe('test_6_1_partners_add_single');
	for (const name of [
		'../../etc/passwd',
		'C:\\x',
		'con',
		'a/b',
		'',
		'..',
		'x.attempt-2',
		'тест',
		'a'.repeat(300),
	]) {
		expect(safeName(name)).toMatch(/^[\w-]{1,100}$/);
		expect(safeName(name)).not.toBe(name);
		expect(safeName(safeName(name))).toBe(safeName(name));
	}

	expect(safeName('a/b')).not.toBe(safeName('a:b'));
});
