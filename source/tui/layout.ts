/** Where every pane stands: computed from the size of the terminal, never discovered by measuring. */

export type Size = {readonly columns: number; readonly rows: number};
export type Area = {readonly width: number; readonly height: number};
/** An area and its first cell, counted from that of the body. */
export type Place = Area & {readonly left: number; readonly top: number};

/** The panes in the order in which Tab goes through them. */
export const panes = ['list', 'request', 'response', 'session'] as const;
export type Pane = (typeof panes)[number];

/** `null` where a pane is not on screen. Heights count the pane's title row. */
export type Layout = Readonly<Record<Pane, Place | null>> & {
	/** Everything between the header line and the footer. */
	readonly body: Area;
};

/** What decides which panes are on screen. */
export type LayoutView = {
	/** The pane that has the keys. */
	readonly focus: Pane;
	/** Which of the two is shown where there is room for one pane beside the list. */
	readonly right: 'request' | 'response';
	readonly isZoomed: boolean;
	/** Rows that a prompt takes. */
	readonly promptRows: number;
};

/** Below this the program says what it needs instead of drawing half of it. */
export const minimumSize: Size = {columns: 60, rows: 16};

/** From here on the list stands beside one other pane; below, one pane has the whole width. */
const columnsForTwoPanes = 76;
/** From here on the list, the request and the response stand on screen together. */
const columnsForThreePanes = 100;
/** Fewer rows than this between header and footer are not shared by request and response. */
const rowsForThreePanes = 17;
/** From here on the session has a column of its own. */
const columnsForFourPanes = 180;
/** With so many rows, the list can give some to the session below it. */
const rowsForSessionBelow = 36;

/** One header line, one footer line with keys, one message line. */
const chromeRows = 3;

/** True when the terminal is too small to work in. */
export function isTooSmall(size: Size): boolean {
	return size.columns < minimumSize.columns || size.rows < minimumSize.rows;
}

/**
 * The places of all panes. The pane that has the keys is always among them.
 *
 * The frame is one row lower than the terminal: a frame of full height makes Ink 6 clear the whole terminal, scrollback
 * included, on every update (vadimdemedes/ink#935).
 */
export function layoutOf(size: Size, view: LayoutView): Layout {
	const body: Area = {
		width: size.columns,
		height: Math.max(1, size.rows - 1 - chromeRows - view.promptRows),
	};
	const {focus, right} = view;
	const alone: Layout = {...nowhere, body, [focus]: {...body, left: 0, top: 0}};
	if (view.isZoomed || size.columns < columnsForTwoPanes) {
		return alone;
	}

	if (size.columns < columnsForThreePanes || body.height < rowsForThreePanes) {
		const list = columnOf(0, Math.floor(size.columns * 0.4), body);
		// Beside the list half of the matrix's columns would not fit, and its rows name the endpoints anyway.
		return focus === 'session'
			? alone
			: {...nowhere, body, list, [right]: columnOf(list.width + 1, size.columns - list.width - 1, body)};
	}

	if (size.columns >= columnsForFourPanes) {
		return withFourColumns(body);
	}

	const list = columnOf(0, within(42, size.columns * 0.38, 64), body);
	const beside = columnOf(list.width + 1, size.columns - list.width - 1, body);
	// A prompt must not change which panes stand there: it only takes rows from them.
	if (body.height + view.promptRows < rowsForSessionBelow) {
		return focus === 'session' ? alone : {...nowhere, body, list, ...requestAbove(beside)};
	}

	const height = within(12, body.height * 0.32, 20);
	return {
		body,
		list: {...list, height: body.height - height},
		...requestAbove(beside),
		session: {...list, top: body.height - height, height},
	};
}

const nowhere = {list: null, request: null, response: null, session: null};

function withFourColumns(body: Area): Layout {
	const list = columnOf(0, within(48, body.width * 0.27, 64), body);
	const sessionWidth = within(48, body.width * 0.29, 72);
	const middle = columnOf(list.width + 1, body.width - list.width - sessionWidth - 2, body);
	const session = columnOf(body.width - sessionWidth, sessionWidth, body);
	return {body, list, ...requestAbove(middle), session};
}

function columnOf(left: number, width: number, {height}: Area): Place {
	return {left, top: 0, width, height};
}

/** The request above the response, which gets more of the rows. */
function requestAbove(column: Place): {readonly request: Place; readonly response: Place} {
	const height = within(8, column.height * 0.38, 18);
	return {
		request: {...column, height},
		response: {...column, top: height, height: column.height - height},
	};
}

function within(least: number, wanted: number, most: number): number {
	return Math.max(least, Math.min(most, Math.floor(wanted)));
}

/** The panes that are on screen, column by column from the left, each column from the top. */
export function columnsOf(layout: Layout): ReadonlyArray<ReadonlyArray<{pane: Pane; place: Place}>> {
	const shown = panes.flatMap(pane => {
		const place = layout[pane];
		return place === null ? [] : [{pane, place}];
	});
	const lefts = [...new Set(shown.map(({place}) => place.left))].sort((a, b) => a - b);
	return lefts.map(left =>
		shown.filter(({place}) => place.left === left).sort((a, b) => a.place.top - b.place.top),
	);
}

/** The first row of a window of `height` rows, moved from `top` just as far as `row` needs to be seen. */
export function windowTop(top: number, row: number, height: number): number {
	const room = Math.max(1, height);
	return Math.max(0, Math.min(row, Math.max(top, row - room + 1)));
}

/** `top` held between the first row and the last full window of `length` rows. */
export function clampTop(top: number, length: number, height: number): number {
	return Math.max(0, Math.min(top, length - Math.max(1, height)));
}
