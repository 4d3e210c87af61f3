import fc from 'fast-check';
import {expect, test} from 'vitest';
import {clampTop, isTooSmall, layoutOf, windowTop, type Pane} from '../../source/tui/layout.ts';

const view = {focus: 'list', right: 'response', isZoomed: false, promptRows: 0} as const;

test('a narrow terminal shows one pane, a middle one the list and a pane, a wide one all three', () => {
	expect(layoutOf({columns: 70, rows: 24}, view)).toMatchObject({
		list: {width: 70},
		request: null,
		response: null,
	});
	expect(layoutOf({columns: 80, rows: 24}, view)).toMatchObject({
		list: {width: 32},
		request: null,
		response: {width: 47},
	});
	const wide = layoutOf({columns: 160, rows: 50}, view);
	expect(wide.list).not.toBeNull();
	expect((wide.request?.height ?? 0) + (wide.response?.height ?? 0)).toBe(wide.body.height);
	expect(layoutOf({columns: 160, rows: 50}, {...view, focus: 'request', isZoomed: true})).toMatchObject({
		list: null,
		request: {width: 160},
		response: null,
	});
});

test('the frame with header, prompt, footer and message is always one row lower than the terminal', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 60, max: 300}),
			fc.integer({min: 16, max: 100}),
			fc.constantFrom<Pane>('list', 'request', 'response'),
			fc.integer({min: 0, max: 6}),
			(columns, rows, focus, promptRows) => {
				const right = focus === 'list' ? 'request' : focus;
				const {body, ...panes} = layoutOf({columns, rows}, {focus, right, isZoomed: false, promptRows});
				expect(body.height + promptRows + 3).toBe(rows - 1);
				expect(panes[focus]).not.toBeNull();
				for (const area of Object.values(panes)) {
					expect(area === null || (area.width > 0 && area.height > 0 && area.height <= body.height)).toBe(
						true,
					);
				}
			},
		),
	);
});

test('a window follows its row and stops at the ends', () => {
	expect(windowTop(0, 5, 10)).toBe(0);
	expect(windowTop(0, 10, 10)).toBe(1);
	expect(windowTop(8, 3, 10)).toBe(3);
	expect(clampTop(99, 20, 10)).toBe(10);
	expect(clampTop(-1, 20, 10)).toBe(0);
	expect(clampTop(5, 3, 10)).toBe(0);
	expect(clampTop(Number.POSITIVE_INFINITY, 20, 10)).toBe(10);
});

test('less than 60×16 is too small', () => {
	expect(isTooSmall({columns: 60, rows: 16})).toBe(false);
	expect(isTooSmall({columns: 59, rows: 16})).toBe(true);
	expect(isTooSmall({columns: 60, rows: 15})).toBe(true);
});
