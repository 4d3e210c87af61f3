import {printableJson} from '../../terminal/printable-json.ts';
import type {Allowance} from '../allowances.ts';
import type {Finding, Place, Severity} from '../finding.ts';
import type {Rule} from '../rule.ts';
import type {AuditView} from './audit-view.ts';
import {placeWords} from './place-words.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
	critical: 'error',
	high: 'error',
	medium: 'warning',
	low: 'note',
};

/**
 * An audit as SARIF 2.1.0 (OASIS, 27 March 2020), for code hosts and editors: rules, results with their places relative
 * to what was audited, ids as fingerprints, and accepted findings as suppressed ones.
 *
 * @param rules those that were asked for
 */
export function sarifReport(view: AuditView, rules: readonly Rule[], toolVersion: string): string {
	const acceptedBy = new Map(view.accepted.map(({finding, allowance}) => [finding.id, allowance]));
	const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
	const log = {
		$schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {
					driver: {
						name: 'qtickets-explorer',
						version: toolVersion,
						rules: rules.map(rule => ruleMember(rule)),
					},
				},
				columnKind: 'utf16CodeUnits',
				invocations: [
					{
						executionSuccessful: true,
						toolExecutionNotifications: notifications(view),
					},
				],
				results: view.result.findings.map(finding => ({
					...resultMember(finding, acceptedBy.get(finding.id)),
					ruleIndex: indexes.get(finding.rule) ?? -1,
				})),
			},
		],
	};
	return `${printableJson(JSON.stringify(log, null, 2))}\n`;
}

function ruleMember({id, proves, why, severity, circumstantial}: Rule): unknown {
	return {
		id,
		shortDescription: {text: `${proves.charAt(0).toUpperCase()}${proves.slice(1).replace(/\.$/, '')}.`},
		help: {
			text: circumstantial
				? `${why} This is a hint with an innocent explanation too; it is never alone a reason to refuse a set.`
				: why,
		},
		defaultConfiguration: {level: circumstantial ? 'note' : levels[severity]},
		properties: {severity, circumstantial},
	};
}

function resultMember(finding: Finding, allowance: Allowance | undefined): Record<string, unknown> {
	const {id, rule, severity, circumstantial, code, subject, place, also = [], claimed, found} = finding;
	return {
		ruleId: rule,
		level: circumstantial ? 'note' : levels[severity],
		message: {text: `Claimed: ${claimed}. Found: ${found}.`},
		locations: [location(place)],
		...(also.length === 0
			? {}
			: {relatedLocations: also.map((other, index) => ({id: index + 1, ...location(other)}))}),
		partialFingerprints: {'finding/v1': id},
		...(allowance === undefined ? {} : {suppressions: [suppression(allowance)]}),
		properties: {
			severity,
			circumstantial,
			...(code === undefined ? {} : {code}),
			...(subject === undefined ? {} : {subject}),
		},
	};
}

function suppression({reason, person, expires}: Allowance): unknown {
	return {
		kind: 'external',
		status: 'accepted',
		justification: `${reason} (accepted by ${person} until ${expires})`,
	};
}

function location(place: Place): Record<string, unknown> {
	const {file, line, pointer, column} = place;
	const inner = [pointer, column === undefined ? undefined : `column "${column}"`].filter(
		part => part !== undefined && part !== '',
	);
	return {
		physicalLocation: {
			artifactLocation: {uri: uriOf(file)},
			...(line === undefined ? {} : {region: {startLine: Math.max(1, line)}}),
		},
		...(inner.length === 0
			? {}
			: {logicalLocations: [{fullyQualifiedName: inner.join(' '), kind: 'member'}]}),
	};
}

/** A relative URI of a POSIX path; a path in an archive keeps its `!/`. Half a surrogate pair cannot be encoded. */
function uriOf(path: string): string {
	return path
		.split('/')
		.map(part => encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}')))
		.join('/');
}

/** What was not looked at: said here too, so that no reader takes a short list for a clean set. */
function notifications({result, set}: AuditView): unknown[] {
	return [
		...result.notEvaluated.map(({rule, reason}) => ({
			level: 'note',
			message: {text: `${rule} was not evaluated: ${reason}.`},
			associatedRule: {id: rule},
		})),
		...set.unread.map(({place, reason}) => ({
			level: 'warning',
			message: {text: `${placeWords(place)} was not read: ${reason}.`},
			locations: [location(place)],
		})),
	];
}
