import type {LeftBehind} from '../../session/walkthrough.ts';
import type {ReportContext} from './context.ts';
import {heading, list, paragraph, type Block, type Line} from './document.ts';
import {plural} from './labels.ts';

/** What the tests made on the server and did not take away, with the request that would. Nothing made, no section. */
export function stateLeftBehind({tally, leftBehind}: ReportContext): readonly Block[] {
	if (tally.created === 0) {
		return [];
	}

	return [
		heading(3, 'State left behind'),
		leftBehind.length === 0
			? paragraph(`Nothing: ${plural(tally.created, 'thing')} created, and removed again.`)
			: list(leftBehind.map(thingLine)),
	];
}

function thingLine({what, value, variable, createdBy, removedBy, removal}: LeftBehind): Line {
	return [
		{strong: what},
		' ',
		value,
		` (${variable}), created by ${createdBy}: `,
		...(removedBy === null
			? ['no documented request removes it.']
			: [`${removedBy} would remove it`, ...(removal === undefined ? [] : [', ', removal]), '.']),
	];
}
