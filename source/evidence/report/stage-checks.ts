import type {StageChecked} from '../../session/event.ts';
import type {ReportContext} from './context.ts';
import {fact, type Line} from './document.ts';
import {plural} from './labels.ts';

/** Stage 1's checklist in one sentence: what it found, or that nobody ran it. */
export function checksSentence({record, tally}: ReportContext): string {
	const {checks} = record.state;
	if (checks === null) {
		return 'checklist: not done';
	}

	const {ok, warning, blocked} = tally.checks;
	const override = checks.override === null ? '' : `; overridden, Operator: ${checks.override}`;
	return `checklist at ${checks.at}: ${ok} ok, ${plural(warning, 'warning')}, ${blocked} blocked${override}`;
}

/** What every checklist of the session warned of, what it found blocked, and why it was gone on. */
export function checkDeviations({record}: ReportContext): readonly Line[] {
	return record.events.flatMap(event => {
		if (event.type !== 'stage.checked') {
			return [];
		}

		const blocked = event.checks.filter(({status}) => status === 'blocked');
		const warnings = event.checks
			.filter(({status}) => status === 'warning')
			.map(check => fact(`Stage 1 warning: ${check.title}`, check.found));
		return blocked.length === 0
			? warnings
			: [
					...warnings,
					...blocked.map(check => fact(`Stage 1 check blocked: ${check.title}`, foundText(check))),
					event.override === null
						? fact(`Stage 1 at ${event.at}`, 'blocked, and not overridden')
						: fact(`Stage 1 at ${event.at} overridden`, `Operator: ${event.override}`),
				];
	});
}

function foundText({found, next}: StageChecked['checks'][number]): string {
	return next === null ? found : `${found} → ${next}`;
}
