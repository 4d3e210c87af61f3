import type {NamedFile} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {baseName} from '../../lookup.ts';

const fileName =
	/(?<![\p{L}\d_/\\.-])(?:[A-Za-z]:\\)?(?:\.{1,2}[\\/]){0,4}(?:[\p{L}\d_*.-]{1,120}[\\/]){0,12}[\p{L}\d_*?.-]{1,160}\.(?:jsonl?|md|zip|csv|txt|html?|xml|har|log|sha256|ya?ml|gz|7z|pdf|png|jpe?g|gif|mp4|webm|mov|docx?|xlsx?|pptx?|ods)(?![\p{L}\d])/giu;
const folder =
	/(?<![\p{L}\d_/\\.:-])(?:\.{1,2}[\\/]){0,4}[\p{L}\d_-][\p{L}\d_.-]{0,80}\/(?:[\p{L}\d_.-]{1,80}\/){0,10}(?![\p{L}\d*{])/gu;

/** Names of files and folders in a text; addresses on the web and API paths are none. */
export function namedFilesInText(text: string, place: Place): readonly NamedFile[] {
	const rest = text.replaceAll(/https?:\/\/[^\s)>\]]{1,500}/gi, found => ' '.repeat(found.length));
	const named: NamedFile[] = [];
	const seen = new Set<string>();
	for (const [pattern, isFolder] of [
		[fileName, false],
		[folder, true],
	] as const) {
		for (const [found] of rest.matchAll(pattern)) {
			const name = found.replace(/^\*{2}/, '');
			if (!seen.has(name) && !/^(?:e\.g\.|i\.e\.|node\.js|\*?\.\w+)$/i.test(name)) {
				seen.add(name);
				named.push({place, name, role: isFolder ? 'folder' : roleOf(name, text)});
			}
		}
	}

	return named;
}

/** What a file is by its name, and by the words around it where the name does not say. */
export function roleOf(name: string, words = ''): NamedFile['role'] {
	const base = baseName(name).toLowerCase();
	if (/\.(?:zip|7z|gz)$/.test(base)) {
		return 'archive';
	}

	if (/\.jsonl$/.test(base) || /\.log$/.test(base)) {
		return /^session\.jsonl$/.test(base) ? 'other' : 'log';
	}

	if (/\.csv$/.test(base)) {
		return 'counts';
	}

	if (/\.(?:json|har)$/.test(base)) {
		return /(?:^|[_.-])(?:package|tsconfig|config|schema|manifest|ctrf|summary|openapi|swagger|postman)(?:[_.-]|$)/.test(
			base,
		)
			? 'other'
			: 'artifact';
	}

	if (/\.(?:md|html?|txt|pdf)$/.test(base)) {
		return /report|summary|otchet|отч[её]т|результат/iu.test(base) ||
			(/^report/i.test(words) && !/protocol|readme|requests/i.test(base))
			? 'report'
			: 'other';
	}

	return 'other';
}
