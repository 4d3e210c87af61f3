import {readFile, realpath, stat} from 'node:fs/promises';
import path from 'node:path';
import {readAllowances, type Allowance} from '../audit/allowances.ts';
import {auditSet} from '../audit/audit.ts';
import {failLevels, viewOf, type AuditView} from '../audit/output/audit-view.ts';
import {explain} from '../audit/output/explain.ts';
import {explanationLines} from '../audit/output/explain-text.ts';
import {jsonReport} from '../audit/output/json-report.ts';
import {ruleList, ruleListJson} from '../audit/output/rule-list.ts';
import {sarifReport} from '../audit/output/sarif-report.ts';
import {pageOf, type Page} from '../audit/output/text-layout.ts';
import {textReport} from '../audit/output/text-report.ts';
import {folderSource, reasonOf} from '../audit/readers/folder-source.ts';
import type {FileSource} from '../audit/readers/file-source.ts';
import {isInside, joinedSource} from '../audit/readers/joined-source.ts';
import {readSet} from '../audit/readers/read-set.ts';
import type {Rule} from '../audit/rule.ts';
import {allRules} from '../audit/rules/all-rules.ts';
import type {Catalog, Secrets} from '../catalog/catalog.ts';
import {nearestName} from '../catalog/nearest-name.ts';
import {Problem, type ExitCode} from '../catalog/problem.ts';
import {loadSecrets} from '../catalog/secrets.ts';
import {safeText} from '../terminal/safe-text.ts';
import {cutToWidth} from '../terminal/width.ts';
import {chosenName} from './chosen-name.ts';
import type {Context} from './context.ts';
import {openCatalog, openEnvironment} from './start-session.ts';

export type AuditOptions = {
	readonly json?: boolean;
	readonly sarif?: boolean;
	/** A comma list of rules; all unless said. */
	readonly rule?: string;
	readonly failOn?: string;
	/** File of accepted findings. */
	readonly allow?: string;
	readonly explain?: boolean;
	readonly catalog?: string;
	readonly envFile?: string;
	readonly listRules?: boolean;
};

/**
 * `audit PATH…`: proves or refutes an evidence set, an archive, or another team's report, log and artifacts. Only reads.
 *
 * @returns 0 when nothing was found that fails, 1 otherwise (design.md §5); 2 when nothing could be audited
 * @throws {Problem} for a path that is not there or cannot be read, an unknown rule, a faulty list of accepted findings
 */
export async function audit(
	paths: readonly string[],
	options: AuditOptions,
	context: Context,
): Promise<ExitCode> {
	const rules = chosenRules(options.rule);
	const failOn = chosenName('--fail-on', options.failOn ?? 'low', failLevels);
	if (options.json === true && options.sarif === true) {
		throw new Problem('option-invalid', '--json and --sarif cannot both be printed.', {
			next: 'Give one of them.',
		});
	}

	if (options.listRules === true) {
		context.stdout.write(
			options.json === true ? ruleListJson(rules) : joinLines(ruleList(rules, pageFor(context))),
		);
		return 0;
	}

	const catalog = await openCatalog(options.catalog, context.directory);
	const secrets = await openSecrets(catalog, options.envFile, context);
	const allowances = await openAllowances(options.allow, context);
	const source = await sourceOf(paths, context);
	const progress = showProgress(context.stderr);
	try {
		const set = await readSet(progress.over(source), {catalog, secrets, own: {version: context.version}});
		if (set.files.length === 0 && set.unread.length === 0) {
			throw new Problem('audit-empty', `There is no file in ${set.name}.`, {
				next: 'Give a folder, an archive, a report or a log.',
			});
		}

		progress.say(`holding ${rules.length} rules against ${set.files.length} files`);
		const result = await auditSet(set, rules);
		progress.clear();
		const view = viewOf(set, result, {
			allowances,
			failOn,
			today: new Date().toISOString().slice(0, 10),
			isPartial: options.rule !== undefined,
		});
		const exitCode = view.verdict === 'not-audited' ? 2 : view.fails ? 1 : 0;
		context.stdout.write(output(view, rules, {options, exitCode, context}));
		return exitCode;
	} catch (error) {
		throw asProblem(error);
	} finally {
		progress.clear();
	}
}

/** @throws {Problem} `rule-unknown` with the nearest name */
function chosenRules(list: string | undefined): readonly Rule[] {
	if (list === undefined) {
		return allRules;
	}

	const typed = list
		.split(',')
		.map(name => name.trim())
		.filter(name => name !== '');
	const names = allRules.map(({id}) => id);
	const unknown = typed.find(name => !names.includes(name));
	if (unknown !== undefined) {
		const nearest = nearestName(unknown, names);
		throw new Problem('rule-unknown', `There is no rule ${JSON.stringify(unknown)}.`, {
			next: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}--list-rules shows all of them.`,
		});
	}

	if (typed.length === 0) {
		throw new Problem('rule-unknown', '--rule names no rule.', {next: '--list-rules shows all of them.'});
	}

	return allRules.filter(({id}) => typed.includes(id));
}

const secretName = /token|secret|passw|api_?key|private_?key|credential/i;

/**
 * The tokens of the catalog's servers, and whatever else an env file names like a secret: it was given to be searched
 * for. Shorter values than 8 characters turn up by chance.
 */
async function openSecrets(
	catalog: Catalog,
	envFile: string | undefined,
	context: Context,
): Promise<Secrets> {
	const environment = await openEnvironment(envFile, context);
	const fromFile = Object.entries(environment).flatMap(([name, value]) =>
		value !== undefined &&
		value.length >= 8 &&
		secretName.test(name) &&
		!Object.hasOwn(context.environment, name)
			? [[name, value] as const]
			: [],
	);
	return new Map([...fromFile, ...loadSecrets(catalog, environment)]);
}

async function openAllowances(file: string | undefined, context: Context): Promise<readonly Allowance[]> {
	if (file === undefined) {
		return [];
	}

	const rules = allRules.map(({id}) => id);
	try {
		return readAllowances(await readFile(path.resolve(context.directory, file), 'utf8'), file, rules);
	} catch (error) {
		if (error instanceof Problem) {
			throw error;
		}

		throw new Problem(
			'allow-unreadable',
			`The list of accepted findings cannot be read: ${reasonOf(error)}.`,
			{
				place: {file},
				next: 'Check its name and its permissions.',
				cause: error,
			},
		);
	}
}

/** What was given as one set; a path inside another one adds nothing. */
async function sourceOf(paths: readonly string[], {directory}: Context): Promise<FileSource> {
	if (paths.length === 0) {
		throw new Problem('audit-path-missing', 'audit needs to be told what to audit.', {
			next: 'Give a folder, an archive, a report or a log; several of them form one set.',
		});
	}

	const places = await Promise.all(paths.map(async given => placeOf(given, directory)));
	const distinct = places.filter(
		(place, index) =>
			!places.some(
				(other, otherIndex) =>
					otherIndex !== index &&
					isInside(place.path, other.path) &&
					(place.path !== other.path || otherIndex < index),
			),
	);
	const [first] = distinct;
	const name = paths.join(', ');
	return distinct.length === 1 && first !== undefined
		? {...first.source, name}
		: joinedSource(distinct, name);
}

async function placeOf(given: string, directory: string) {
	const at = path.resolve(directory, given);
	try {
		const found = await stat(at);
		if (found.isFile() || found.isDirectory()) {
			return {source: folderSource(at), path: await realpath(at), isFolder: found.isDirectory()};
		}
	} catch (cause) {
		throw new Problem('audit-unreadable', `${given} cannot be read: ${reasonOf(cause)}.`, {
			next: 'Give a folder, an archive, a report or a log that exists and that you may read.',
			cause,
		});
	}

	throw new Problem('audit-unreadable', `${given} is neither a file nor a folder.`, {
		next: 'Give a folder, an archive, a report or a log.',
	});
}

type Printed = {readonly options: AuditOptions; readonly exitCode: ExitCode; readonly context: Context};

function output(view: AuditView, rules: readonly Rule[], {options, exitCode, context}: Printed): string {
	if (options.sarif === true) {
		return sarifReport(view, rules, context.version);
	}

	const explanation = options.explain === true ? explain(view.set, view.result) : null;
	if (options.json === true) {
		return jsonReport(view, {toolVersion: context.version, exitCode, explanation});
	}

	const page = pageFor(context);
	return joinLines(
		textReport(view, page, {
			maximumPerRule: options.rule === undefined ? 10 : Number.POSITIVE_INFINITY,
			explained: explanation === null ? [] : explanationLines(explanation, page),
		}),
	);
}

/** The width of the terminal, of `COLUMNS` where there is none, or 80; colour only where it is seen and wanted. */
function pageFor({stdout, environment}: Context): Page {
	const isPlain = (environment['NO_COLOR'] ?? '') !== '';
	return pageOf(stdout.columns || Number(environment['COLUMNS']) || 80, stdout.isTTY && !isPlain);
}

function joinLines(lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}

/** A file that goes away or is locked while it is audited is a matter of the files, not of this program. */
function asProblem(error: unknown): unknown {
	const {code, path: at} = error as NodeJS.ErrnoException;
	return error instanceof Problem || typeof code !== 'string' || at === undefined
		? error
		: new Problem('audit-unreadable', `${at} cannot be read: ${reasonOf(error)}.`, {
				next: 'Run the audit again when nothing else writes there.',
				cause: error,
			});
}

const eraseLine = '\r\u001B[2K';

/** How far the reading is, on a line of its own that goes away; only where somebody watches. */
function showProgress(stderr: NodeJS.WriteStream) {
	let isShown = false;
	function say(sentence: string): void {
		if (stderr.isTTY) {
			isShown = true;
			stderr.write(`${eraseLine}${cutToWidth(safeText(sentence), (stderr.columns || 80) - 1)}`);
		}
	}

	return {
		say,
		clear(): void {
			if (isShown) {
				isShown = false;
				stderr.write(eraseLine);
			}
		},
		over(source: FileSource): FileSource {
			return {
				name: source.name,
				unread: () => source.unread?.() ?? [],
				async *files() {
					let count = 0;
					for await (const file of source.files()) {
						if (++count % 50 === 1) {
							say(`reading ${count}: ${file.path}`);
						}

						yield file;
					}
				},
			};
		},
	};
}
