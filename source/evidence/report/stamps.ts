import type {Block} from './document.ts';
import {ids, notRun, rowsOf, type ReportContext} from './context.ts';

export type Stamp = {readonly word: 'INCOMPLETE' | 'SANDBOX' | 'EXPLORATORY'; readonly text: string};

/** What must be known before the first number is read. */
export function stampsOf(context: ReportContext): readonly Stamp[] {
	const {tally, record} = context;
	const {sandbox, profile} = record.opened;
	const stamps: Stamp[] = [];
	if (!tally.complete) {
		const missing = notRun(context);
		const unknown = rowsOf(context, 'unknown');
		const parts = [
			missing.length === 0
				? ''
				: `${missing.length} of ${tally.all.planned} planned tests not run (${ids(missing)})`,
			unknown.length === 0 ? '' : `${unknown.length} with unknown outcome (${ids(unknown)})`,
		];
		stamps.push({word: 'INCOMPLETE', text: `${parts.filter(Boolean).join('; ')}.`});
	}

	if (sandbox !== null || profile.kind === 'sandbox') {
		const how = sandbox === null ? '' : ` (mode ${sandbox.mode}, scenario ${sandbox.scenario})`;
		stamps.push({
			word: 'SANDBOX',
			text: `every answer came from a sandbox${how}, none from the QTickets API; nothing here proves how the API behaves.`,
		});
	}

	if (tally.exploratory) {
		stamps.push({word: 'EXPLORATORY', text: 'nothing was planned.'});
	}

	return stamps;
}

export function stampBlocks(context: ReportContext): readonly Block[] {
	return stampsOf(context).map(stamp => ({kind: 'stamp', ...stamp}));
}
