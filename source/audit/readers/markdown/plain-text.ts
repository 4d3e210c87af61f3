/** What a piece of Markdown says without its marks. Line breaks inside become spaces. */
export function plainText(markdown: string): string {
	return unescaped(
		markdown
			.replaceAll(/`([^`\n]{1,500})`/g, code => code.replaceAll('*', codeStar))
			.replaceAll(/!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)/g, '$1')
			.replaceAll(/\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)/g, '$1')
			.replaceAll(/\[([^\]\n]{1,500})\]\[[^\]\n]{0,200}\]/g, '$1')
			.replaceAll(/<(https?:[^>\s]{1,2000})>/g, '$1')
			.replaceAll(/<br\s?\/?>/gi, ' ')
			.replaceAll(/<\/?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,500})?>/gi, '')
			.replaceAll(/`{1,3}/g, '')
			.replaceAll(/\*{1,3}/g, (stars, offset: number, text: string) =>
				isGlobStar(stars, text[offset - 1], text[offset + stars.length]) ? stars : '',
			)
			.replaceAll(/(?<![\p{L}\d_])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\p{L}\d_*.\u{fdd0}])/gu, '')
			.replaceAll('~~', ''),
	)
		.replaceAll(codeStar, '*')
		.replaceAll(/[\s\u00a0]+/g, ' ')
		.trim();
}

/** Stands for a star in code until emphasis is gone: no text has it, since it belongs to nobody. */
const codeStar = '\u{fdd0}';

/** A star between parts of a file name is one, not emphasis: `test_3_*.json`, `fact_qtickets_*`. */
function isGlobStar(stars: string, before = ' ', after = ' '): boolean {
	if (stars.length === 3 && !/[\p{L}\d_*]/u.test(before) && !/[\p{L}\d_*]/u.test(after)) {
		// `Bearer ***`: what was masked.
		return true;
	}

	return stars.length === 1 && (/[_./\\-]/.test(before) || (/[._/]/.test(after) && /[\s`(|\w]/.test(before)));
}

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	mdash: '—',
	ndash: '–',
	laquo: '«',
	raquo: '»',
};

function unescaped(text: string): string {
	return text
		.replaceAll(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
		.replaceAll(/&([a-z]{2,6});/g, (whole, name: string) =>
			Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole,
		);
}

export type Link = {readonly text: string; readonly target: string};

/** Links of a piece of Markdown, images left out. */
export function linksIn(markdown: string): readonly Link[] {
	return [
		...markdown.matchAll(/(?<!!)\[([^\]\n]{0,500})\]\(\s{0,3}<?([^)\s<>]{1,1000})>?(?:\s[^)\n]{0,200})?\)/g),
	].map(match => ({text: plainText(match[1] ?? ''), target: match[2] ?? ''}));
}
