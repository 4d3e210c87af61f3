/** The shape of a file of accepted findings, checked like a catalog: every fault with its place and what to do. */
import * as v from 'valibot';
import {nearestName} from '../catalog/nearest-name.ts';
import {readYaml, type Fault, type YamlSource} from '../catalog/yaml-source.ts';
import type {Allowance} from './allowances.ts';

const optionalKeys = ['rule', 'finding', 'file', 'subject'] as const;
const requiredKeys = ['reason', 'person', 'expires'] as const;
const knownKeys: readonly string[] = [...optionalKeys, ...requiredKeys];

/** Divides what is wrong from what to do about it, in the messages of this schema. */
const divider = '\n';

const filled = v.pipe(
	v.string(`This must be a text.${divider}Put it in quotes.`),
	v.trim(),
	v.nonEmpty(`This must not be empty.${divider}Write what it says.`),
);

const day = v.pipe(
	v.string(`This must be a day.${divider}Write it as 2026-12-31.`),
	v.check(isDay, `This must be a day of the calendar.${divider}Write it as 2026-12-31.`),
);

/** Ids are read as they are spelled: `12e4567890ab` and `007712345678` would be numbers otherwise. */
const entrySchema = v.object(
	{
		rule: v.optional(filled),
		finding: v.optional(
			v.pipe(
				filled,
				v.regex(
					/^[\da-f]{12}$/,
					`This is not the id of a finding.${divider}Copy the twelve characters that stand beside it.`,
				),
			),
		),
		file: v.optional(filled),
		subject: v.optional(filled),
		reason: filled,
		person: filled,
		expires: day,
	},
	({expected}) => `The key ${expected} is missing.${divider}Add it: reason, person and expires are required.`,
);

type Read = {readonly allowances: readonly Allowance[]} | {readonly faults: readonly Fault[]};

/** @param rules ids of all rules */
export function readAllowanceEntries(text: string, rules: readonly string[]): Read {
	const read = readYaml(text);
	if ('faults' in read) {
		return read;
	}

	const {data} = read.source;
	if (!Array.isArray(data)) {
		return {
			faults: [
				{
					what: 'This must be a list of accepted findings.',
					fix: 'Begin each entry with "- rule:" or "- finding:", and add reason, person and expires.',
					line: 1,
					column: 1,
				},
			],
		};
	}

	const faults: Fault[] = [];
	const allowances = data.flatMap((entry: unknown, index) => {
		const checked = checkEntry(read.source, index, {entry, rules});
		if ('faults' in checked) {
			faults.push(...checked.faults);
			return [];
		}

		return [checked.allowance];
	});
	return faults.length > 0
		? {faults: faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))}
		: {allowances};
}

function checkEntry(
	source: YamlSource,
	index: number,
	{entry, rules}: {entry: unknown; rules: readonly string[]},
): {readonly allowance: Allowance} | {readonly faults: readonly Fault[]} {
	const faults: Fault[] = [];
	function report(path: ReadonlyArray<string | number>, message: string, at?: 'key'): void {
		const [what = '', fix] = message.split(divider);
		faults.push({what, ...(fix === undefined ? {} : {fix}), ...source.locate([index, ...path], at)});
	}

	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
		report([], `This must be a map of keys and values.${divider}Give it rule, reason, person and expires.`);
		return {faults};
	}

	for (const key of Object.keys(entry).filter(name => !knownKeys.includes(name))) {
		const nearest = nearestName(key, knownKeys);
		const advice =
			nearest === undefined ? `It can be ${knownKeys.join(', ')}.` : `Did you mean "${nearest}"?`;
		report([key], `The key ${JSON.stringify(key.slice(0, 60))} is not known here.${divider}${advice}`, 'key');
	}

	const {success, output, issues} = v.safeParse(entrySchema, spelled(entry, source, index));
	for (const issue of issues ?? []) {
		report(
			(issue.path ?? []).map(step => String(step.key)),
			issue.message,
		);
	}

	const {rule: ruleName, finding: findingId} = entry as {rule?: unknown; finding?: unknown};
	const meaning = meaningFault(ruleName, findingId, rules);
	if (meaning !== undefined) {
		report(ruleName === undefined ? [] : ['rule'], meaning);
	}

	if (!success || faults.length > 0) {
		return {faults};
	}

	const {rule = null, finding = null, file = null, subject = null, reason, person, expires} = output;
	const {line} = source.locate([index]);
	return {allowance: {line, rule, finding, file, subject, reason, person, expires}};
}

/** The entry with numbers as they are written, so that an id or a test id such as 6.10 stays what it is. */
function spelled(entry: object, source: YamlSource, index: number): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(entry).map(([key, value]: [string, unknown]) => [
			key,
			typeof value === 'number' ? (source.spellingOf([index, key]) ?? value) : value,
		]),
	);
}

/** What is wrong with the whole of an entry, if anything: it must say what it accepts, by names that exist. */
function meaningFault(rule: unknown, finding: unknown, rules: readonly string[]): string | undefined {
	if (rule === undefined && finding === undefined) {
		return `This accepts everything.${divider}Say what: rule, or finding with the id that the audit shows.`;
	}

	if (typeof rule === 'string' && !rules.includes(rule.trim())) {
		const nearest = nearestName(rule, rules);
		const advice = nearest === undefined ? '--list-rules shows all of them.' : `Did you mean ${nearest}?`;
		return `There is no rule ${JSON.stringify(rule.slice(0, 60))}.${divider}${advice}`;
	}

	return undefined;
}

function isDay(text: string): boolean {
	const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
