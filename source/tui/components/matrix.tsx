import {Box, Text} from 'ink';
import {Table, type CellProps} from 'ink-table';
import {createContext, memo, useContext} from 'react';
import {sliceByWidth} from '../../terminal/width.ts';
import {cellPadding, type MatrixCell, type MatrixColumn} from '../views/matrix-columns.ts';
import {ThemeContext} from './theme-context.ts';

export type MatrixProps = {
	readonly columns: readonly MatrixColumn[];
	/** The cells of the rows in sight, as wide as their columns. */
	readonly rows: ReadonlyArray<readonly MatrixCell[]>;
	/** Index of the row under the cursor among those in sight; `null` when none is. */
	readonly selected: number | null;
	/** Whether the cursor's row is shown as such. */
	readonly hasCursor: boolean;
	readonly width: number;
	/** Rows with the heading; exactly so many are drawn. */
	readonly height: number;
};

/** What a cell of the table must know and is not told: `ink-table` gives a cell its column and its text. */
type Looks = {
	readonly columns: readonly MatrixColumn[];
	/** Tones by column and text, which is how a cell finds its own. */
	readonly tones: ReadonlyMap<string, MatrixCell['tone']>;
	readonly isSelected: boolean;
};

const LooksContext = createContext<Looks>({columns: [], tones: new Map(), isSelected: false});

/**
 * Rows of cells under a heading, drawn by `ink-table`. Its traps (packages.md §2): it draws all rows that it gets, so
 * it gets those in sight; it measures by `string.length`, so cells come padded and are cut once more; its frame takes a
 * row between any two, so its skeleton draws nothing. It does not tell a cell its row: the row under the cursor is a
 * table of its own.
 */
export const Matrix = memo(function Matrix({columns, rows, selected, hasCursor, width, height}: MatrixProps) {
	const at = hasCursor && selected !== null ? selected : rows.length;
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<Part columns={columns} rows={rows.slice(0, at)} hasHeading />
			{at < rows.length && (
				<>
					<Part columns={columns} rows={rows.slice(at, at + 1)} isSelected />
					<Part columns={columns} rows={rows.slice(at + 1)} />
				</>
			)}
		</Box>
	);
}, isSame);

type PartProps = Pick<MatrixProps, 'columns' | 'rows'> & {
	readonly hasHeading?: boolean;
	readonly isSelected?: boolean;
};

const Part = memo(
	function Part({columns, rows, hasHeading = false, isSelected = false}: PartProps) {
		const looks: Looks = {
			columns,
			tones: new Map(
				rows.flatMap(cells => cells.map(({text, tone}, column) => [`${column} ${text}`, tone] as const)),
			),
			isSelected,
		};
		return (
			<LooksContext.Provider value={looks}>
				<Box flexDirection="column" flexShrink={0} height={rows.length + (hasHeading ? 1 : 0)}>
					<Table
						data={rows.map(cells =>
							Object.fromEntries(columns.map(({key}, index) => [key, cells[index]?.text ?? ''])),
						)}
						columns={columns.map(({key, align}) => ({key, align}))}
						padding={cellPadding}
						header={hasHeading ? Heading : Nothing}
						cell={Cell}
						skeleton={Nothing}
					/>
				</Box>
			</LooksContext.Provider>
		);
	},
	(before, after) => before.columns === after.columns && haveSameCells(before.rows, after.rows),
);

function Nothing() {
	return null;
}

/** The table would make a column as wide as the rows below its heading, and there may be none. */
function Heading({children}: {readonly children?: React.ReactNode}) {
	const {columns} = useContext(LooksContext);
	const theme = useContext(ThemeContext);
	const name = typeof children === 'string' ? children.trim() : '';
	const column = columns.find(({key}) => key === name);
	const padding = ' '.repeat(cellPadding);
	const padded = column?.align === 'right' ? name.padStart(column.width) : name.padEnd(column?.width ?? 0);
	return <Text {...theme.muted}>{padding + padded + padding}</Text>;
}

function Cell({column, children}: CellProps) {
	const {columns, tones, isSelected} = useContext(LooksContext);
	const theme = useContext(ThemeContext);
	const text = fitted(children, columns[column]);
	const tone = tones.get(`${column} ${text.slice(cellPadding, text.length - cellPadding)}`) ?? 'plain';
	return (
		<Text {...theme[tone]} inverse={isSelected}>
			{text}
		</Text>
	);
}

/** A cell in the columns that it has, however many UTF-16 units the table took them for. */
function fitted(text: React.ReactNode, column: MatrixColumn | undefined): string {
	return column === undefined || typeof text !== 'string'
		? ''
		: sliceByWidth(text, 0, column.width + 2 * cellPadding);
}

function isSame(before: MatrixProps, after: MatrixProps): boolean {
	return (
		before.columns === after.columns &&
		before.selected === after.selected &&
		before.hasCursor === after.hasCursor &&
		before.width === after.width &&
		before.height === after.height &&
		haveSameCells(before.rows, after.rows)
	);
}

function haveSameCells(before: MatrixProps['rows'], after: MatrixProps['rows']): boolean {
	return (
		before.length === after.length &&
		before.every((cells, index) => {
			const others = after[index];
			return (
				others?.length === cells.length &&
				cells.every(({text, tone}, column) => text === others[column]?.text && tone === others[column].tone)
			);
		})
	);
}
