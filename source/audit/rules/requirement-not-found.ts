import type {AuditedFile, AuditedSet, Content} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {baseName} from '../lookup.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const requirementNotFound: Rule = {
	id: 'requirement-not-found',
	proves: 'a cited requirement does not stand in the cited document',
	severity: 'medium',
	circumstantial: false,
	why: 'Compliance is claimed with something that nobody required, so what was required may not have been met.',
	needs: ['report'],
	check(set) {
		return citationsIn(set).some(({document}) => documentNamed(set, document) !== null)
			? []
			: notEvaluated('no requirement of a document that was given is cited');
	},
	checkFile(file, content, set) {
		return content.isText ? missingIn(file, content, set) : [];
	},
};

type Citation = {
	readonly document: string;
	/** As written: `§4.2`, `REQ-12`, `Stage 7`. */
	readonly label: string;
	/** Patterns of which one must be in the document. */
	readonly pattern: RegExp;
	/** Without any of these the document numbers its parts in another way. */
	readonly kindPattern: RegExp;
	readonly place: Discovery['place'];
};

const known = new WeakMap<AuditedSet, readonly Citation[]>();

const documentName = /[\p{L}\d_-]{1,80}(?:\.[\p{L}\d_-]{1,40}){0,3}\.(?:md|txt|rst)(?!\p{L})/giu;
const numbered =
	/(?:§|(?<!\p{L})(?:sections?|clause|chapter|раздел\p{L}{0,2}|пункт\p{L}{0,2}|п\.))\s{0,2}(\d{1,3}(?:\.\d{1,3}){0,3})(?![\d])/giu;
const coded = /(?<![\p{L}\d-])((?:REQ|RQ|FR|NFR|R|AC|TZ|ТЗ|ТР|Т)-\d{1,4}(?:\.\d{1,3})?)(?![\d-])/gu;
const staged = /(?<!\p{L})(stage|phase|step|этап|шаг|фаза)\s{1,2}(\d{1,2})(?!\d|\.\d)/giu;

/** Requirements that reports cite together with the document that they are said to stand in. */
function citationsIn(set: AuditedSet): readonly Citation[] {
	const found =
		known.get(set) ??
		set.reports.flatMap(report => {
			const documents = [
				...new Set(
					report.named
						.filter(({name}) => /\.(?:md|txt|rst)$/i.test(name) && baseName(name) !== baseName(report.file))
						.map(({name}) => baseName(name)),
				),
			];
			return report.statements
				.filter(({kind}) => kind === 'requirement')
				.flatMap(({text, place}) => {
					const named = [...new Set([...text.matchAll(documentName)].map(([name]) => name))];
					// The heading names the document: the only one that the report names at all.
					const document =
						named.length === 1
							? (named[0] ?? null)
							: named.length === 0 && documents.length === 1
								? (documents[0] ?? null)
								: null;
					return document === null ? [] : partsIn(text).map(part => ({...part, document, place}));
				});
		});
	known.set(set, found);
	return found;
}

function partsIn(text: string): ReadonlyArray<Pick<Citation, 'label' | 'pattern' | 'kindPattern'>> {
	return [
		...[...text.matchAll(numbered)].map(match => ({
			label: match[0],
			pattern: new RegExp(String.raw`(?<![\d.])${escaped(match[1] ?? '')}(?!\.?\d)`, 'u'),
			kindPattern:
				/^\s{0,3}(?:#{1,6}\s{1,4}|\*\*)?(?:§|section |раздел |п\. ?)?\d{1,3}(?:\.\d{1,3}){0,3}[.)\s]/imu,
		})),
		...[...text.matchAll(coded)].map(match => ({
			label: match[1] ?? '',
			pattern: new RegExp(String.raw`(?<![\p{L}\d-])${escaped(match[1] ?? '')}(?![\d-])`, 'iu'),
			kindPattern: new RegExp(
				String.raw`(?<![\p{L}\d-])${escaped((match[1] ?? '').replace(/-.*$/s, ''))}-\d`,
				'iu',
			),
		})),
		...[...text.matchAll(staged)].map(match => ({
			label: match[0],
			pattern: new RegExp(
				String.raw`(?<!\p{L})(?:stages?|phases?|steps?|этап\p{L}*|шаг\p{L}*|фаз\p{L}*)\s{1,2}(?:\d{1,2}\s?[/–—,-]\s?)?${match[2] ?? ''}(?!\d)|(?<!\d)${match[2] ?? ''}(?:-?й)? (?:stage|этап|шаг)`,
				'iu',
			),
			kindPattern: /(?<!\p{L})(?:stage|phase|step|этап|шаг|фаза)\s{1,2}\d/iu,
		})),
	];
}

function escaped(text: string): string {
	return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function documentNamed(set: AuditedSet, name: string): AuditedFile | null {
	const wanted = name.toLowerCase();
	const found = set.files.filter(({path}) => baseName(path).toLowerCase() === wanted);
	return found.find(({archive}) => archive === null) ?? found[0] ?? null;
}

function missingIn(file: AuditedFile, content: Content, set: AuditedSet): readonly Discovery[] {
	return citationsIn(set)
		.filter(
			({document, pattern, kindPattern, place}) =>
				place.file !== file.path &&
				documentNamed(set, document) === file &&
				kindPattern.test(content.text) &&
				!pattern.test(content.text),
		)
		.map(({document, label, place}) => ({
			place,
			subject: label,
			claimed: `${label} of ${document}`,
			found: `no ${label} in ${file.path}`,
			also: [{file: file.path}],
		}));
}
