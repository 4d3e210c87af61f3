import type {AuditedFile, AuditedSet, Content, Fact} from '../audited-set.ts';
import {
	classOfFact,
	classOfHost,
	classOfName,
	recordedHosts,
	statedClass,
	type StatedClass,
} from '../environment-class.ts';
import {readEndpoint} from '../endpoint-text.ts';
import type {Discovery, Place} from '../finding.ts';
import {baseName} from '../lookup.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const environmentMismatch: Rule = {
	id: 'environment-mismatch',
	proves: 'the stated environment is not the one that the set shows',
	severity: 'critical',
	circumstantial: false,
	why: 'Results of one environment say nothing about another, and a test that really ran in production may have changed live data.',
	needs: ['report'],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('the journal holds the profile, and the report is derived from it');
		}

		const stated = statedClass(set);
		return [
			...(stated === null ? refutedName(set) : refutedClass(stated, set)),
			...otherHost(set),
			...otherMachine(set),
		];
	},
	checkFile(file, content, set) {
		return file.kind === 'report' && set.kind === 'foreign' ? sandboxAsReal(file, content, set) : [];
	},
};

/** Everything that shows the other class, told as one contradiction. */
function refutedClass(stated: StatedClass, set: AuditedSet): Discovery[] {
	const isProduction = stated.class === 'production';
	const shown: Array<{text: string; place: Place}> = [];
	for (const {host, place, times} of recordedHosts(set)) {
		const recorded = classOfHost(host, set.catalog);
		if (recorded !== null && (recorded === 'production') !== isProduction) {
			// A local server is a test environment as well.
			shown.push({text: `${times} ${times === 1 ? 'request' : 'requests'} to ${host} (${recorded})`, place});
		}
	}

	const names = new Set<string>();
	for (const {name, place} of archiveNames(set)) {
		const named = classOfName(name);
		if (named !== null && (named === 'production') !== isProduction && !names.has(baseName(name))) {
			names.add(baseName(name));
			shown.push({text: `archive ${baseName(name)}`, place});
		}
	}

	const isReport = stated.places.some(({file}) => set.reports.some(report => report.file === file));
	for (const fact of isReport ? set.logs.flatMap(log => log.facts) : []) {
		const logged = classOfFact(fact);
		if (logged !== null && logged !== stated.class) {
			shown.push({text: `${fact.value} in the log`, place: fact.place});
		}
	}

	const [place, ...others] = stated.places;
	return shown.length === 0 || place === undefined
		? []
		: [
				{
					place,
					code: 'class',
					claimed: stated.text,
					found: shown
						.slice(0, 3)
						.map(({text}) => text)
						.join('; '),
					also: [...shown.map(one => one.place), ...others],
				},
			];
}

/** An archive that is named after production, while every recorded request went to a host that is none. */
function refutedName(set: AuditedSet): Discovery[] {
	const named = archiveNames(set).find(({name}) => classOfName(name) === 'production');
	const hosts = recordedHosts(set);
	const [first] = hosts;
	return named !== undefined &&
		first !== undefined &&
		hosts.every(({host}) => ['test', 'sandbox'].includes(classOfHost(host, set.catalog) ?? ''))
		? [
				{
					place: named.place,
					code: 'class',
					claimed: `archive ${baseName(named.name)}`,
					found: `${first.times} ${first.times === 1 ? 'request' : 'requests'} to ${first.host} (test)`,
					also: [first.place],
				},
			]
		: [];
}

function archiveNames(set: AuditedSet): ReadonlyArray<{readonly name: string; readonly place: Place}> {
	const sources = [...set.reports, ...set.logs];
	return [
		...set.archives.map(({file}) => ({name: file, place: {file}})),
		...sources.flatMap(source =>
			source.named.filter(({role}) => role === 'archive').map(({name, place}) => ({name, place})),
		),
		...sources.flatMap(source =>
			source.facts.filter(({key}) => key === 'archive').map(({value, place}) => ({name: value, place})),
		),
	];
}

/** A stated host, while every recorded one is another. */
function otherHost(set: AuditedSet): Discovery[] {
	const recorded = recordedHosts(set);
	const hosts = new Set(recorded.map(({host}) => host));
	const [first] = recorded;
	return set.reports
		.flatMap(report =>
			report.facts.filter(fact => fact.key === 'host' && !isOther.test(`${fact.label} ${fact.value}`)),
		)
		.flatMap(({value, place}) => {
			const named = hostsIn(value);
			return first === undefined ||
				named.length === 0 ||
				named.some(host => [...hosts].some(other => isSameSite(host, other)))
				? []
				: [
						{
							place,
							code: 'host',
							claimed: named.join(', '),
							found: `requests to ${[...hosts].slice(0, 3).join(', ')}`,
							also: [first.place],
						},
					];
		})
		.slice(0, 1);
}

/** Hosts of other services than the API. */
const isOther = /click|\bdb\b|database|sql|redis|proxy|smtp|grafana|баз[аы]/iu;

function isSameSite(a: string, b: string): boolean {
	return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

function hostsIn(text: string): readonly string[] {
	return text
		.split(/[\s,;()<>`"'|]+/)
		.map(part => readEndpoint(/^[\w.:-]+$/.test(part) ? `${part}/` : part).host ?? '')
		.filter(host => host !== '' && !/\.(?:md|jsonl?|zip|csv|txt|log|py|js|ts|sh|ps1|html?)$/.test(host));
}

/** Operating system and runtime: as the report states them, against log and recorded User-Agent. */
function otherMachine(set: AuditedSet): Discovery[] {
	const stated = set.reports.flatMap(report => report.facts);
	const logged = set.logs.flatMap(log => log.facts).map(({value, place}) => ({text: value, place}));
	const agents = set.artifacts.flatMap(({requestHeaders, file}) => {
		const agent = requestHeaders?.get('user-agent');
		return agent === undefined || /mozilla/i.test(agent) ? [] : [{text: agent, place: {file}}];
	});
	return [
		...difference('os', stated, logged, systemIn),
		...difference('runtime', stated, [...logged, ...agents], pythonIn),
		...difference('runtime', stated, [...logged, ...agents], nodeIn),
	];
}

/** One finding where both sides name one value each, and not the same. */
function difference(
	code: 'os' | 'runtime',
	stated: readonly Fact[],
	recorded: ReadonlyArray<{readonly text: string; readonly place: Place}>,
	valueIn: (text: string) => string | null,
): Discovery[] {
	const claims = stated
		.filter(({key}) => key === 'environment' || key === 'os' || key === 'runtime')
		.flatMap(({value, place}) => found(valueIn(value), place));
	const facts = recorded.flatMap(({text, place}) => found(valueIn(text), place));
	const [claim, fact] = [claims[0], facts[0]];
	const isOne = (list: ReadonlyArray<{readonly value: string}>) =>
		new Set(list.map(({value}) => value)).size === 1;
	return claim !== undefined &&
		fact !== undefined &&
		isOne(claims) &&
		isOne(facts) &&
		!isSameVersion(claim.value, fact.value)
		? [{place: claim.place, code, claimed: claim.value, found: fact.value, also: [fact.place]}]
		: [];
}

function found(value: string | null, place: Place): Array<{value: string; place: Place}> {
	return value === null ? [] : [{value, place}];
}

/** `Python 3.13` and `Python 3.13.1` are one. */
function isSameVersion(a: string, b: string): boolean {
	return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function systemIn(text: string): string | null {
	const systems = [
		/\bwindows\b|\bwin(?:10|11|32)\b/i.test(text) ? ['Windows'] : [],
		/\blinux\b|\bubuntu\b|\bdebian\b|\bcentos\b|\bfedora\b|\balpine\b/i.test(text) ? ['Linux'] : [],
		/\bmacos\b|\bdarwin\b|\bos ?x\b/i.test(text) ? ['macOS'] : [],
	].flat();
	return systems.length === 1 && !/\bwsl|docker|container|контейнер/i.test(text)
		? (systems[0] ?? null)
		: null;
}

function pythonIn(text: string): string | null {
	const version = /\bpython[ /v]{0,3}(\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)/i.exec(text)?.[1];
	return version === undefined ? null : `Python ${version}`;
}

function nodeIn(text: string): string | null {
	const version = /\bnode(?:\.?js)?[ /v]{0,3}(\d{1,2})\b/i.exec(text)?.[1];
	return version === undefined ? null : `Node ${version}`;
}

/** Every recorded request went to a local server, and the report has no word about that. */
function sandboxAsReal(file: AuditedFile, {text}: Content, set: AuditedSet): Discovery[] {
	const hosts = recordedHosts(set);
	const [first] = hosts;
	const isLocal =
		first !== undefined && hosts.every(({host}) => classOfHost(host, set.catalog) === 'sandbox');
	const isSaid =
		/sandbox|mock|stub|fake|emulat|simulat|local|127\.0\.0\.1|песочниц|заглушк|локальн|эмул|имитац|тестов(?:ый|ом|ого) сервер/iu.test(
			text,
		);
	// Where the report calls it production, that was told already.
	return !isLocal || isSaid || statedClass(set)?.class === 'production' || !isRunReport(file, set)
		? []
		: [
				{
					place: {file: file.path},
					code: 'sandbox',
					claimed: 'results of the API',
					found: `every recorded request went to ${first.host}`,
					also: [first.place],
				},
			];
}

/** The report has rows of tests, and is no copy inside an archive. */
function isRunReport(file: AuditedFile, set: AuditedSet): boolean {
	return set.reports.some(report => report.file === file.path && report.rows.length > 0);
}
