import {query} from 'json-p3';
import {rowsAtPaths} from './find-values.ts';
import {jsonPathOf} from './json-path.ts';
import {buildJsonRows} from './json-rows.ts';
import type {Filtered} from './task.ts';
import {valueRange} from './value-range.ts';

/** More values than this are not shown. */
const mostValues = 100_000;

/**
 * The values that a JSONPath (RFC 9535) finds, spelled as they came: JSON.parse would round large numbers.
 *
 * @throws {Error} when the bytes are no JSON or the path is none; the message is for people
 */
export function jsonPathFilter(bytes: Buffer, filter: string): Filtered {
	const builder = buildJsonRows(bytes);
	while (!builder.step(bytes.length + 1));
	const rows = builder.result();
	if ('what' in rows) {
		throw new Error(`The body cannot be filtered: ${rows.what} at byte ${rows.offset}.`);
	}

	const value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, '')) as Parameters<typeof query>[1];
	const all = query(filter, value).nodes;
	const paths = all.slice(0, mostValues).map(({location}) => location);
	const values = rowsAtPaths(bytes, rows, paths).map(row => {
		const [start, end] = valueRange(bytes, rows, row);
		return bytes.subarray(start, end);
	});
	const lineBreak = Buffer.from('\n');
	return {
		bytes: Buffer.concat(values.flatMap(found => [found, lineBreak])),
		count: all.length,
		paths: paths.map(jsonPathOf),
		note: all.length > mostValues ? `Only the first ${mostValues} are shown.` : null,
	};
}
