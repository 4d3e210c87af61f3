import type {AuditedSet, LogRecord} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {baseName} from '../lookup.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const testIdDiffersFromSpecRef: Rule = {
	id: 'test-id-differs-from-spec-ref',
	proves: 'the cited lines of the specification are those of another test',
	severity: 'high',
	circumstantial: false,
	why: 'The result is filed under a test that its own reference does not describe, so one of the two was not run.',
	needs: ['log', 'spec'],
	check(set) {
		const outlines = new Map([...set.specs].map(([path, lines]) => [path, outlineOf(lines)] as const));
		const cited = set.logs.flatMap(({records}) => records.flatMap(record => citationOf(record, set) ?? []));
		const held = cited.filter(({path}) => (outlines.get(path) ?? []).length > 1);
		return held.length === 0
			? notEvaluated('no record cites lines of a document whose headings name tests')
			: held.flatMap((citation): readonly Discovery[] => {
					const other = otherTest(citation, outlines.get(citation.path) ?? []);
					return other === null
						? []
						: [
								{
									place: {...citation.record.place, pointer: '/spec_ref'},
									subject: citation.testId,
									claimed: `test ${citation.testId} at ${citation.record.specRef ?? ''}`,
									found: other.text,
									also: [{file: citation.path, line: other.line}],
								},
							];
				});
	},
};

/** A heading that names a test, with the lines under it. */
type Entry = {readonly id: string; readonly line: number; readonly end: number};
type Citation = {
	readonly record: LogRecord;
	readonly testId: string;
	readonly path: string;
	readonly from: number;
	readonly to: number;
	readonly length: number;
};

const headingId =
	/^\s{0,3}(?:#{1,6}\s{1,4}|\*\*|[-*]\s{1,3}\*\*)\s{0,2}(?:\[?[✅❌ ]\]?\s{0,2})?(?:test|тест|case|кейс|запрос|request|endpoint|§|№)?\s{0,2}[#№]?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)(?![\d])/iu;

function outlineOf(lines: readonly string[]): readonly Entry[] {
	const starts = lines.flatMap((line, index) => {
		const id = headingId.exec(line.slice(0, 200))?.[1];
		return id === undefined ? [] : [{id, line: index + 1}];
	});
	return starts.map(({id, line}, index) => ({
		id,
		line,
		end: (starts[index + 1]?.line ?? lines.length + 1) - 1,
	}));
}

function citationOf(record: LogRecord, set: AuditedSet): Citation | null {
	const match = /^(.{1,300}?)[:#]L?(\d{1,7})(?:\s?[-–—]\s?L?(\d{1,7}))?$/.exec(record.specRef?.trim() ?? '');
	if (match === null || record.testId === null || !/\d\.\d/.test(record.testId)) {
		return null;
	}

	const name = baseName(match[1] ?? '').toLowerCase();
	const spec = [...set.specs].find(([path]) => baseName(path).toLowerCase() === name);
	const from = Number(match[2]);
	return spec === undefined
		? null
		: {
				record,
				testId: record.testId,
				path: spec[0],
				from,
				to: Number(match[3] ?? from),
				length: spec[1].length,
			};
}

/** What the lines are of, when they are surely not of the test; `null` when they may be. */
function otherTest(
	{testId, from, to, length}: Citation,
	outline: readonly Entry[],
): {text: string; line: number} | null {
	if (from > length) {
		return {text: `the document has ${length} lines`, line: length};
	}

	const under = outline.filter(({line, end}) => line <= to && end >= from);
	// A test that the document names nowhere may be described without a heading.
	const isKnown = outline.some(({id}) => id === testId);
	const [first] = under;
	return first === undefined || !isKnown || under.some(({id}) => id === testId)
		? null
		: {
				text: `lines of test ${[...new Set(under.map(({id}) => id))].slice(0, 3).join(', ')}`,
				line: first.line,
			};
}
