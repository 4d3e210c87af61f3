import {createHash} from 'node:crypto';
import * as v from 'valibot';
import {buildCatalog} from './build-catalog.ts';
import {
	catalogSchema,
	endpointSchema,
	messageDivider,
	type CatalogFile,
	type CatalogHead,
	type SectionEntry,
} from './catalog-schema.ts';
import type {Catalog} from './catalog.ts';
import {checkCatalog, type PlacedEndpoint} from './check-catalog.ts';
import type {Report} from './check-request.ts';
import {Problem} from './problem.ts';
import {readYaml, type Fault, type Path, type YamlSource} from './yaml-source.ts';

/** Reads a catalog's text. The heavy half of `parseCatalog` (load-catalog.ts), which says what it takes and throws. */
export function readCatalog(text: string, file: string): Catalog {
	if (text.trim() === '') {
		throw asProblem([{what: 'The catalog is empty.', fix: 'Begin with name, servers and sections.'}], file);
	}

	const read = readYaml(text);
	if ('faults' in read) {
		throw asProblem(read.faults, file);
	}

	const checked = checkData(read.source);
	if ('faults' in checked) {
		throw asProblem(checked.faults, file);
	}

	return buildCatalog(checked.file, createHash('sha256').update(text).digest('hex'));
}

/** A file with as many faults as this is no catalog; looking further would cost time for nothing. */
const maximumFaults = 100;
const enough = new Error('enough faults');

/** First the shape of every part, then what the parts whose shape is right mean. */
function checkData(source: YamlSource): {readonly file: CatalogFile} | {readonly faults: readonly Fault[]} {
	const faults: Fault[] = [];
	const report: Report = (path, {what, fix, at}) => {
		faults.push({what, ...(fix === undefined ? {} : {fix}), ...source.locate(path, at)});
		if (faults.length >= maximumFaults) {
			throw enough;
		}
	};

	try {
		const head = v.safeParse(catalogSchema, source.data);
		reportIssues(head.issues, [], {source, report});
		const endpoints = endpointsOf(source, report);
		if (head.success) {
			checkCatalog(head.output, endpoints, report);
			if (faults.length === 0) {
				return {file: wholeFile(head.output, endpoints)};
			}
		}
	} catch (error) {
		if (error !== enough) {
			throw error;
		}
	}

	return {
		faults: faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)),
	};
}

/** Every endpoint that can be found, even in a catalog whose head is wrong. */
function endpointsOf(source: YamlSource, report: Report): PlacedEndpoint[] {
	const sections = (source.data as {sections?: unknown} | null)?.sections;
	return (Array.isArray(sections) ? sections : []).flatMap((section: unknown, sectionIndex) => {
		const entries = (section as {endpoints?: unknown} | null)?.endpoints;
		return (Array.isArray(entries) ? entries : []).map((entry: unknown, index): PlacedEndpoint => {
			const path = ['sections', sectionIndex, 'endpoints', index];
			const {success, output, issues} = v.safeParse(endpointSchema, entry);
			reportIssues(issues, path, {source, report});
			const id = (entry as {id?: unknown} | null)?.id;
			return {
				path,
				section: section as SectionEntry,
				id: typeof id === 'string' ? id : undefined,
				entry: success ? output : undefined,
			};
		});
	});
}

function wholeFile(head: CatalogHead, endpoints: readonly PlacedEndpoint[]): CatalogFile {
	return {
		...head,
		sections: head.sections.map((section, index) => ({
			...section,
			endpoints: endpoints.flatMap(({path, entry}) =>
				path[1] === index && entry !== undefined ? [entry] : [],
			),
		})),
	};
}

function reportIssues(
	issues: ReadonlyArray<v.BaseIssue<unknown>> | undefined,
	base: Path,
	{source, report}: {source: YamlSource; report: Report},
): void {
	for (const issue of issues ?? []) {
		const path = [...base, ...(issue.path ?? []).map(({key}) => key as string | number)];
		const [what = '', fix] = issue.message.split(messageDivider);
		const isKey = issue.path?.at(-1)?.origin === 'key';
		const advice = fix ?? quoteAdvice(issue, source.spellingOf(path));
		report(path, {what, ...(advice === undefined ? {} : {fix: advice}), ...(isKey ? {at: 'key'} : {})});
	}
}

/** YAML reads `1.10` as the number 1.1 and `no` as text: what should be text and is not wants quotes. */
function quoteAdvice(
	{expected, input}: v.BaseIssue<unknown>,
	spelling: string | undefined,
): string | undefined {
	const isBareWord = typeof input === 'number' || typeof input === 'boolean';
	return expected === 'string' && isBareWord && spelling !== undefined
		? `Put it in quotes: '${spelling}'.`
		: undefined;
}

const maximumListed = 20;

/** One problem that names every fault: the first one as itself, the others below it. */
function asProblem(faults: readonly Fault[], file: string): Problem {
	const [first, ...others] = faults;
	const listed = others.slice(0, maximumListed).map(({what, fix, line, column}) => {
		const place = [file, line, column].filter(part => part !== undefined).join(':');
		return `${place}: ${readable(what)}${fix === undefined ? '' : ` ${readable(fix)}`}`;
	});
	const more = others.length - listed.length;
	const next = [
		...(first?.fix === undefined ? [] : [readable(first.fix)]),
		...listed,
		...(more > 0 ? [`… and ${more} more.`] : []),
	].join('\n');
	return new Problem('catalog-invalid', readable(first?.what ?? 'The catalog cannot be used.'), {
		place: {
			file,
			...(first?.line === undefined ? {} : {line: first.line}),
			...(first?.column === undefined ? {} : {column: first.column}),
		},
		...(next === '' ? {} : {next}),
	});
}

/** Control, bidi and invisible characters: a message goes to a terminal, and the file that it quotes is untrusted. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A fault may quote anything that the file holds: it must stay short, and show what would act. */
function readable(text: string): string {
	const short = text.length > 300 ? `${text.slice(0, 299)}…` : text;
	return short.replaceAll(
		unsafe,
		character => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
	);
}
