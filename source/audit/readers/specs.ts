import type {AuditedFile, ReadLog} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import {textOf} from './text.ts';

/** Larger documents are no specifications that somebody points into by line. */
const maximumSpecSize = 16 * 1024 * 1024;

/** Lines of the documents that logs point into (`qtickets_api_test_requests.md:280-285`), by path. */
export async function readSpecs({
	files,
	logs,
}: {
	readonly files: readonly AuditedFile[];
	readonly logs: readonly ReadLog[];
}): Promise<ReadonlyMap<string, readonly string[]>> {
	const named = new Set(
		logs.flatMap(log => log.records.map(record => nameIn(record.specRef))).filter(name => name !== null),
	);
	const specs = new Map<string, readonly string[]>();
	const taken = new Set<string>();
	for (const file of named.size === 0 ? [] : files) {
		const name = baseName(file.path).toLowerCase();
		if (!named.has(name) || taken.has(name) || file.size > maximumSpecSize) {
			continue;
		}

		const text = textOf(await file.read());
		if (text !== null) {
			taken.add(name);
			specs.set(file.path, text.split(/\r\n|\n|\r/));
		}
	}

	return specs;
}

function nameIn(specRef: string | null): string | null {
	const name = specRef?.split(/[:#]/)[0]?.trim() ?? '';
	return /\.\w+$/.test(name) ? baseName(name).toLowerCase() : null;
}
