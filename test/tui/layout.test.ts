import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	clampTop,
	columnsOf,
	isTooSmall,
	layoutOf,
	minimumSize,
	panes,
	windowTop,
	type LayoutView,
	type Pane,
	type Size,
} from '../../source/tui/layout.ts';

const view: LayoutView = {focus: 'list', right: 'response', isZoomed: false, promptRows: 0};

function shown(size: Size, given: Partial<LayoutView> = {}): readonly Pane[] {
	const layout = layoutOf(size, {...view, ...given});
	return panes.filter(pane => layout[pane] !== null);
}

describe('the room is used', () => {
	test.each([
		[60, 16, ['list']],
		[75, 40, ['list']],
		[76, 24, ['list', 'response']],
		[80, 24, ['list', 'response']],
		[100, 20, ['list', 'response']],
		[100, 30, ['list', 'request', 'response']],
		[160, 39, ['list', 'request', 'response']],
		[160, 40, ['list', 'request', 'response', 'session']],
		[160, 50, ['list', 'request', 'response', 'session']],
		[200, 24, ['list', 'request', 'response', 'session']],
		[200, 60, ['list', 'request', 'response', 'session']],
	] as const)('at %i×%i', (columns, rows, expected) => {
		expect(shown({columns, rows})).toEqual(expected);
	});

	test('at 160×50 the session stands below the list, at 200×60 it has a column of its own', () => {
		const below = columnsOf(layoutOf({columns: 160, rows: 50}, view));
		expect(below.map(column => column.map(({pane}) => pane))).toEqual([
			['list', 'session'],
			['request', 'response'],
		]);
		const beside = columnsOf(layoutOf({columns: 200, rows: 60}, view));
		expect(beside.map(column => column.map(({pane}) => pane))).toEqual([
			['list'],
			['request', 'response'],
			['session'],
		]);
	});

	test('where the session does not stand beside the others, it has the whole screen while it has the keys', () => {
		for (const size of [minimumSize, {columns: 80, rows: 24}, {columns: 120, rows: 30}]) {
			const {session, body} = layoutOf(size, {...view, focus: 'session'});
			expect(session).toEqual({...body, left: 0, top: 0});
			expect(shown(size, {focus: 'session'})).toEqual(['session']);
		}
	});

	test('a zoomed pane has everything', () => {
		for (const focus of panes) {
			expect(shown({columns: 200, rows: 60}, {focus, isZoomed: true})).toEqual([focus]);
		}
	});
});

describe('at every size that is not too small', () => {
	const cases = fc.record({
		columns: fc.integer({min: minimumSize.columns, max: 400}),
		rows: fc.integer({min: minimumSize.rows, max: 150}),
		focus: fc.constantFrom(...panes),
		right: fc.constantFrom('request' as const, 'response' as const),
		isZoomed: fc.boolean(),
		promptRows: fc.integer({min: 0, max: 8}),
	});

	/** `focused` shows the pane that it gives the keys to. */
	function layoutFor({
		columns,
		rows,
		focus,
		right,
		...rest
	}: typeof cases extends fc.Arbitrary<infer Case> ? Case : never) {
		const seen = focus === 'request' || focus === 'response' ? focus : right;
		return layoutOf({columns, rows}, {focus, right: seen, ...rest});
	}

	test('the frame with header, prompt, footer and message is one row lower than the terminal', () => {
		fc.assert(
			fc.property(cases, given => {
				expect(layoutFor(given).body.height + given.promptRows + 3).toBe(given.rows - 1);
			}),
		);
	});

	test('the pane that has the keys is on screen', () => {
		fc.assert(
			fc.property(cases, given => {
				expect(layoutFor(given)[given.focus]).not.toBeNull();
			}),
		);
	});

	test('every pane lies within the body, and its title and a row at least are to be seen', () => {
		fc.assert(
			fc.property(cases, given => {
				const layout = layoutFor(given);
				for (const pane of panes) {
					const place = layout[pane];
					if (place !== null) {
						expect(place.left, pane).toBeGreaterThanOrEqual(0);
						expect(place.top, pane).toBeGreaterThanOrEqual(0);
						expect(place.width, pane).toBeGreaterThanOrEqual(30);
						expect(place.height, pane).toBeGreaterThanOrEqual(2);
						expect(place.left + place.width, pane).toBeLessThanOrEqual(layout.body.width);
						expect(place.top + place.height, pane).toBeLessThanOrEqual(layout.body.height);
					}
				}
			}),
		);
	});

	test('no two panes share a cell, and together with the rules between columns they fill the body', () => {
		fc.assert(
			fc.property(cases, given => {
				const layout = layoutFor(given);
				const columns = columnsOf(layout);
				const cells = columns.flat().reduce((sum, {place}) => sum + place.width * place.height, 0);
				const rules = (columns.length - 1) * layout.body.height;
				expect(cells + rules).toBe(layout.body.width * layout.body.height);
				const all = columns.flat();
				for (const [index, {place: one}] of all.entries()) {
					for (const {place: other} of all.slice(index + 1)) {
						const isApart =
							one.left + one.width <= other.left ||
							other.left + other.width <= one.left ||
							one.top + one.height <= other.top ||
							other.top + other.height <= one.top;
						expect(isApart).toBe(true);
					}
				}
			}),
		);
	});

	test('a prompt takes rows, but neither the session from the screen nor a pane from its column', () => {
		fc.assert(
			fc.property(cases, given => {
				fc.pre(given.columns < 180);
				const calm = layoutFor({...given, promptRows: 0});
				fc.pre(calm.session !== null);
				expect(layoutFor(given).session).not.toBeNull();
			}),
		);
	});
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
