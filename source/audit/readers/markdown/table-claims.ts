import type {Claim, ClaimScope, ClaimSubject} from '../../audited-set.ts';
import type {PlacedTable} from './placed-table.ts';
import {countSubject, isBareTotal, timeSubject} from '../text/claim-subject.ts';
import {headerUnit} from '../text/numbers.ts';
import {bare, claimsOfPair} from '../text/pair-claims.ts';
import type {Sections} from './sections.ts';
import {headingTexts, isWished} from './unit-claims.ts';

const generic =
	/^(?:value|values|count|counts|amount|number|quantity|qty|total|result|results|all|actual|tests|#|n|значение|значения|количество|кол-?во|число|всего|итого|результат|показатель|факт|все|шт\.?)?$/iu;

/** What the summary tables of a report claim: `| Passed | 7 |`, `| Section | Tests | Passed |`, one line of totals. */
export function claimsOfTables(tables: readonly PlacedTable[], sections: Sections): readonly Claim[] {
	return tables.flatMap(table =>
		table.isTests || isWished(table.under) ? [] : claimsOfTable(table, sections),
	);
}

function claimsOfTable(table: PlacedTable, sections: Sections): readonly Claim[] {
	const {columns, cells} = table;
	const heading = `${headingTexts(table.under)} / ${columns.join(' / ')}`;
	const isLatency = /latenc|response time|задерж|время ответ|отклик|performance|производительност/iu.test(
		heading,
	);
	const subjects = columns.map(column => columnSubject(column, isLatency));
	const first = cells[0]?.cells[0] ?? '';
	const firstIsNumber = subjects[0] !== null && subjects[0] !== undefined && /^[\s~]*\d/.test(first);
	const counted = subjects.filter(
		(subject, index) => subject !== null && (index > 0 || firstIsNumber),
	).length;
	if (
		counted >= 2 ||
		(counted === 1 && (firstIsNumber || cells.length === 1 || !generic.test(bare(columns[1] ?? ''))))
	) {
		return byColumns(table, {subjects, firstIsNumber, heading}, sections);
	}

	return byRows(table, heading, sections);
}

function columnSubject(column: string, isLatency: boolean): ClaimSubject | null {
	const label = bare(column);
	const unit = headerUnit(column);
	const time = unit === 'ms' || unit === 's' || isLatency ? timeSubject(label, isLatency) : null;
	if (time !== null) {
		return time === 'latency-range' ? null : time;
	}

	return countSubject(label) ?? (isBareTotal(label) ? 'tests' : null);
}

/** Columns count, rows say what part: a section, or all of it. */
function byColumns(
	{columns, cells, under}: PlacedTable,
	{
		subjects,
		firstIsNumber,
		heading,
	}: {subjects: ReadonlyArray<ClaimSubject | null>; firstIsNumber: boolean; heading: string},
	sections: Sections,
): readonly Claim[] {
	return cells.flatMap(({cells: row, place}) => {
		const label = row[0] ?? '';
		const scope =
			firstIsNumber || (cells.length === 1 && sections.named(label) === null)
				? sections.under(under)
				: scopeOfRow(label, sections, under);
		if (scope === null) {
			return [];
		}

		return row.flatMap((value, index): readonly Claim[] => {
			const column = columns[index];
			if (column === undefined || subjects[index] === null || (index === 0 && !firstIsNumber)) {
				return [];
			}

			return claimsOfPair({
				label: column,
				value,
				place: {...place, column},
				scope,
				unit: headerUnit(column),
				heading,
				amongCounts: true,
			});
		});
	});
}

function scopeOfRow(label: string, sections: Sections, under: PlacedTable['under']): ClaimScope | null {
	const text = bare(label);
	return isBareTotal(text) ||
		/^(?:total|итого|всего|overall|все разделы|all (?:sections|tests|apis?))$/iu.test(text)
		? sections.under(under)
		: sections.named(label);
}

/** Rows count: a label and its value, in one or several columns. */
function byRows({columns, cells, under}: PlacedTable, heading: string, sections: Sections): readonly Claim[] {
	const amongCounts = cells.some(({cells: [label = '']}) =>
		['passed', 'failed', 'tests'].includes(countSubject(bare(label)) ?? ''),
	);
	const counts = columns.flatMap((column, index) =>
		index > 0 && (generic.test(bare(column)) || sections.named(column) !== null || headerUnit(column) !== '')
			? [index]
			: [],
	);
	const used = counts.length === 0 && columns.length === 2 ? [1] : counts;
	return cells.flatMap(({cells: row, place}) =>
		used.flatMap(index => {
			const column = columns[index] ?? '';
			const label = row[0] ?? '';
			return claimsOfPair({
				label,
				value: row[index] ?? '',
				place: {...place, column},
				scope: sections.named(label) ?? sections.named(column) ?? sections.under(under),
				unit: headerUnit(column),
				heading,
				amongCounts,
			});
		}),
	);
}
