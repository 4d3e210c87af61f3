/** Where every pane stands: computed from the size of the terminal, never discovered by measuring. */

export type Size = {readonly columns: number; readonly rows: number};
export type Area = {readonly width: number; readonly height: number};
export type Pane = 'list' | 'request' | 'response';

/** `null` where a pane is not on screen. Heights count the pane's title row. */
export type Layout = {
	readonly list: Area | null;
	readonly request: Area | null;
	readonly response: Area | null;
	/** Everything between the header line and the footer. */
	readonly body: Area;
};

/** Below this the program says what it needs instead of drawing half of it. */
export const minimumSize: Size = {columns: 60, rows: 16};

/** From here on the list, the request and the response stand on screen together. */
const columnsForThreePanes = 100;
/** Fewer rows than this between header and footer are not shared by request and response. */
const rowsForThreePanes = 17;
/** From here on the list stands beside one other pane; below, one pane has the whole width. */
const columnsForTwoPanes = 76;

/** One header line, one footer line with keys, one message line. */
const chromeRows = 3;

/** True when the terminal is too small to work in. */
export function isTooSmall(size: Size): boolean {
	return size.columns < minimumSize.columns || size.rows < minimumSize.rows;
}

/**
 * The areas of all panes.
 *
 * The frame is one row lower than the terminal: a frame of full height makes Ink 6 clear the whole terminal, scrollback
 * included, on every update (vadimdemedes/ink#935).
 *
 * @param view which pane has the keys, which of request and response is shown when there is room for one, whether one
 *   pane has everything, and how many rows a prompt takes
 */
export function layoutOf(
	size: Size,
	view: {focus: Pane; right: 'request' | 'response'; isZoomed: boolean; promptRows: number},
): Layout {
	const body: Area = {
		width: size.columns,
		height: Math.max(1, size.rows - 1 - chromeRows - view.promptRows),
	};
	const nothing = {list: null, request: null, response: null, body};
	if (view.isZoomed || size.columns < columnsForTwoPanes) {
		return {...nothing, [view.focus]: body};
	}

	if (size.columns < columnsForThreePanes || body.height < rowsForThreePanes) {
		const list = {width: Math.floor(size.columns * 0.4), height: body.height};
		return {...nothing, list, [view.right]: {width: size.columns - list.width - 1, height: body.height}};
	}

	const list = {width: Math.max(42, Math.min(64, Math.floor(size.columns * 0.38))), height: body.height};
	const width = size.columns - list.width - 1;
	const requestHeight = Math.max(8, Math.min(18, Math.floor(body.height * 0.38)));
	return {
		list,
		request: {width, height: requestHeight},
		response: {width, height: body.height - requestHeight},
		body,
	};
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
