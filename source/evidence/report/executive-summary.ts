import {outcomes, totalsOf, type Totals} from '../tally.ts';
import {tokensText} from '../tokens-text.ts';
import type {ReportContext} from './context.ts';
import {fact, heading, list, paragraph, type Block, type Line} from './document.ts';
import {outcomeLabels, plural} from './labels.ts';
import {stampsOf} from './stamps.ts';

export function executiveSummary(context: ReportContext): readonly Block[] {
	const {record, tally} = context;
	const {opened, state} = record;
	const {environment, profile, catalog, tool, plan} = opened;
	const revision = environment.git_revision ?? 'none (started outside a repository)';
	const last = state.last?.at ?? opened.at;
	const closed = state.ended === null ? 'not closed' : state.ended.reason;
	const facts: readonly Line[] = [
		fact('Date', opened.at.slice(0, 10)),
		fact('Git Revision', revision, environment.git_dirty === true ? ' with uncommitted changes' : ''),
		fact('Environment', `${environment.os}, Node ${environment.node}, ${tokensText(opened)}`),
		fact('Target', {code: profile.base_url}, `, profile ${profile.name} (${profile.kind})`),
		fact('Catalog', `${catalog.name}, SHA-256 ${catalog.digest}`),
		fact('Plan', ...planLine(context, plan.variant)),
		fact('Tool', `${tool.name} ${tool.version}`),
		fact('Session', `${opened.name}, ${opened.at} to ${last} (${closed})`),
		fact('Status', statusSentence(context)),
	];
	return [
		heading(2, 'Executive Summary'),
		list(facts),
		paragraph(totalsSentence(tally.all)),
		paragraph(
			'Every number, verdict and reason here is computed from the journal of the session. Words of the operator are labelled as theirs.',
		),
	];
}

function planLine({tally}: ReportContext, variant: string): Line {
	const plans = tally.groups.filter(({group}) => group.plan.length > 0);
	return plans.length === 0
		? ['nothing was planned']
		: [
				`${plans.map(({group}) => `${group.stage ?? 'outside a stage'}: ${plural(group.plan.length, 'test')}`).join('; ')}; variant ${variant}`,
			];
}

/** One sentence; it never says more than the stamps allow. */
export function statusSentence(context: ReportContext): string {
	const {tally} = context;
	const {all} = tally;
	const stamps = stampsOf(context);
	const incomplete = stamps.find(({word}) => word === 'INCOMPLETE');
	if (incomplete !== undefined) {
		return `INCOMPLETE: ${incomplete.text}`;
	}

	if (tally.exploratory) {
		return `EXPLORATORY: nothing was planned; ${plural(all.attempts, 'request')} fired.`;
	}

	const planned = tally.groups.flatMap(({group}) => group.rows).filter(row => row.planned);
	const disagreeing =
		all.disagreements === 0 ? '' : `; ${plural(all.disagreements, 'mark')} against the verdict`;
	return `COMPLETE: every planned test was run: ${outcomeCounts(totalsOf(planned))}${disagreeing}.`;
}

function totalsSentence(totals: Totals): string {
	const planned = totals.planned === 0 ? '' : `, ${totals.planned} of them planned`;
	return totals.tests === 0
		? 'No request was fired and nothing was marked.'
		: `${plural(totals.tests, 'test')}${planned}; ${totals.run} run with ${plural(totals.attempts, 'attempt')}: ${outcomeCounts(totals)}.`;
}

function outcomeCounts(totals: Totals): string {
	return outcomes
		.filter(outcome => totals.outcomes[outcome] > 0)
		.map(outcome => `${totals.outcomes[outcome]} ${outcomeLabels[outcome].replace(/^\S+ /, '')}`)
		.join(', ');
}
