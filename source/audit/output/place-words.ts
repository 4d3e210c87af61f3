import type {Place} from '../finding.ts';
import {shown} from './text-layout.ts';

/** A place in one safe line: `reports/final.md:12, column "Status"`. */
export function placeWords({file, line, pointer, column}: Place): string {
	return [
		`${shown(file)}${line === undefined ? '' : `:${line}`}`,
		...(pointer === undefined || pointer === '' ? [] : [shown(pointer, 80)]),
		...(column === undefined ? [] : [`column "${shown(column, 40)}"`]),
	].join(' ');
}
