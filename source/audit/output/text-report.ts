import type {Allowance} from '../allowances.ts';
import {severities, type Severity} from '../finding.ts';
import {amount} from './amount.ts';
import {tally, verdictLine, type AuditView} from './audit-view.ts';
import {claimLines} from './claim-lines.ts';
import {placeLines, ruleLines} from './finding-lines.ts';
import {grouped} from './grouped.ts';
import {placeWords} from './place-words.ts';
import {provedLines} from './proved-lines.ts';
import {hanging, heading, shown, wrapped, type Page, type Tone} from './text-layout.ts';

export type TextOptions = {
	/** Findings of one rule that are printed at most; the others are counted. */
	readonly maximumPerRule: number;
	/** Lines that stand between the head and the findings, such as the explanation of what was understood. */
	readonly explained: readonly string[];
};

const tones: Readonly<Record<Severity, Tone>> = {
	critical: 'bad',
	high: 'bad',
	medium: 'caution',
	low: 'plain',
};

/** An audit as lines for a person; every text from the set is safe to print. */
export function textReport(view: AuditView, page: Page, options: TextOptions): readonly string[] {
	return [
		...head(view, page),
		...options.explained,
		...severities.flatMap(severity => severityLines(view, severity, {page, options})),
		...hintLines(view, {page, options}),
		...acceptedLines(view, page),
		...(view.isPartial ? [] : provedLines(view.set, page)),
		...(view.isPartial ? [] : claimLines(view.claims, page)),
		...unreadLines(view, page),
		...(options.explained.length === 0 ? notEvaluatedLines(view, page) : []),
		'',
		...wrapped(verdictLine(view), page.width).map(line =>
			page.paint(verdictTones[view.verdict], page.paint('strong', line)),
		),
	];
}

const verdictTones: Readonly<Record<AuditView['verdict'], Tone>> = {
	refuted: 'bad',
	'no-contradiction': 'ok',
	'not-audited': 'caution',
};

function head(view: AuditView, page: Page): readonly string[] {
	const {name, kind, files, reports, logs, artifacts, counts, archives, proved = []} = view.set;
	const provedReports = files.filter(file => file.kind === 'report' && proved.includes(file.path)).length;
	const read = [
		amount(files.length, 'file'),
		...[
			[reports.length + provedReports, 'report'],
			[logs.length + proved.length - provedReports, 'log'],
			[artifacts.length, 'artifact'],
			[counts.length, 'counts file'],
			[archives.length, 'archive'],
		].flatMap(([count, one]) => (count === 0 ? [] : [amount(Number(count), String(one))])),
	].join(', ');
	const whose = kind === 'own' ? 'a set of this program' : 'not a set of this program';
	return [
		...wrapped(`Audit of ${shown(name)} (${whose}): ${read}`, page.width).map(line =>
			page.paint('strong', line),
		),
		...wrapped(verdictLine(view), page.width),
	];
}

type Where = {readonly page: Page; readonly options: TextOptions};

function severityLines({proven}: AuditView, severity: Severity, where: Where): readonly string[] {
	const findings = proven.filter(finding => finding.severity === severity);
	return findings.length === 0
		? []
		: [
				...heading(
					severity.toUpperCase(),
					amount(findings.length, 'contradiction'),
					where.page,
					tones[severity],
				),
				...ruleLines(findings, where.options.maximumPerRule, where.page),
			];
}

function hintLines({hints}: AuditView, where: Where): readonly string[] {
	return hints.length === 0
		? []
		: [
				...heading(
					'HINTS',
					`${tally(hints)}; each has an innocent explanation too, and none fails the audit`,
					where.page,
				),
				...ruleLines(hints, where.options.maximumPerRule, where.page),
			];
}

function acceptedLines({accepted, expired, unused}: AuditView, page: Page): readonly string[] {
	if (accepted.length + expired.length + unused.length === 0) {
		return [];
	}

	return [
		...heading('ACCEPTED', amount(accepted.length, 'finding'), page),
		...accepted.flatMap(({finding, allowance}) => [
			...placeLines('  ', `${finding.rule} (${finding.severity}) ${placeWords(finding.place)}`, {
				id: finding.id,
				page,
			}),
			...hanging('      ', `${shown(finding.claimed)} → ${shown(finding.found)}`, page.width),
			...hanging(
				'      ',
				`accepted by ${shown(allowance.person, 80)} until ${allowance.expires}: ${shown(allowance.reason)}`,
				page.width,
			),
		]),
		...remarks('expired', expired, page),
		...remarks('unused', unused, page),
	];
}

function remarks(
	what: 'expired' | 'unused',
	allowances: readonly Allowance[],
	page: Page,
): readonly string[] {
	return allowances.flatMap(({line, rule, finding, file, person, expires}) => {
		const of = [rule, finding, file].filter(part => part !== null).map(part => shown(part));
		const why =
			what === 'expired' ? `since ${expires}, it accepts nothing` : 'nothing was found that it would accept';
		return hanging(
			'  ',
			`${what}: line ${line} of the list (${of.join(', ')}, by ${shown(person, 80)}): ${why}`,
			page.width,
		).map(text => page.paint('caution', text));
	});
}

function unreadLines({set}: AuditView, page: Page): readonly string[] {
	const most = 40;
	return set.unread.length === 0
		? []
		: [
				...heading('NOT READ', amount(set.unread.length, 'thing'), page, 'caution'),
				...set.unread
					.slice(0, most)
					.flatMap(({place, reason}) => hanging('  ', `${placeWords(place)}: ${shown(reason)}`, page.width)),
				...(set.unread.length > most
					? hanging('  ', `… and ${set.unread.length - most} more: --json shows all of them`, page.width)
					: []),
			];
}

function notEvaluatedLines({result}: AuditView, page: Page): readonly string[] {
	const {notEvaluated, evaluated} = result;
	const byReason = grouped(notEvaluated, ({reason}) => reason);
	return notEvaluated.length === 0
		? []
		: [
				...heading(
					'NOT EVALUATED',
					`${notEvaluated.length} of ${amount(evaluated.length + notEvaluated.length, 'rule')}; --explain names them`,
					page,
				),
				...[...byReason]
					.toSorted(([, a], [, b]) => b.length - a.length)
					.flatMap(([reason, rules]) =>
						hanging(`  ${`${rules.length}`.padStart(3)}  `, shown(reason), page.width),
					),
			];
}
