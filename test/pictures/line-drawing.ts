/**
 * Lines and blocks as shapes: as letters they would leave gaps, because a font's lines are as high as the font and not as
 * the rows.
 */

/** Weights of the four arms of a sign that draws lines: none, light, heavy. */
type Arms = readonly [up: number, right: number, down: number, left: number];

const arms = new Map<string, Arms>([
	['─', [0, 1, 0, 1]],
	['━', [0, 2, 0, 2]],
	['│', [1, 0, 1, 0]],
	['┃', [2, 0, 2, 0]],
	['┌', [0, 1, 1, 0]],
	['┐', [0, 0, 1, 1]],
	['└', [1, 1, 0, 0]],
	['┘', [1, 0, 0, 1]],
	['╭', [0, 1, 1, 0]],
	['╮', [0, 0, 1, 1]],
	['╰', [1, 1, 0, 0]],
	['╯', [1, 0, 0, 1]],
	['├', [1, 1, 1, 0]],
	['┤', [1, 0, 1, 1]],
	['┬', [0, 1, 1, 1]],
	['┴', [1, 1, 0, 1]],
	['┼', [1, 1, 1, 1]],
	['┏', [0, 2, 2, 0]],
	['┓', [0, 0, 2, 2]],
	['┗', [2, 2, 0, 0]],
	['┛', [2, 0, 0, 2]],
	['┣', [2, 2, 2, 0]],
	['┫', [2, 0, 2, 2]],
	['┳', [0, 2, 2, 2]],
	['┻', [2, 2, 0, 2]],
	['╋', [2, 2, 2, 2]],
]);
const shades = '░▒▓';

/** A rectangle within a cell, in parts of its width and height, and how much of the colour it has. */
export type Shape = {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly opacity: number;
};

/** Half the thickness of a line of weight 1, in parts of a cell's width and height. */
const halfWidth = 0.07;
const halfHeight = 0.0325;

/** The shapes that a sign is drawn by; `null` where it is a letter like others. */
export function shapesOf(sign: string): readonly Shape[] | null {
	const code = sign.codePointAt(0) ?? 0;
	if (code >= 0x2581 && code <= 0x2588) {
		const height = (code - 0x2580) / 8;
		return [{x: 0, y: 1 - height, width: 1, height, opacity: 1}];
	}

	if (code >= 0x2589 && code <= 0x258f) {
		return [{x: 0, y: 0, width: (0x2590 - code) / 8, height: 1, opacity: 1}];
	}

	if (sign !== '' && shades.includes(sign)) {
		return [{x: 0, y: 0, width: 1, height: 1, opacity: (shades.indexOf(sign) + 1) / 4}];
	}

	const found = arms.get(sign);
	return found === undefined ? null : linesOf(found);
}

/** The arms; opposite ones, and those around a corner, meet in the middle without a gap. */
function linesOf([up, right, down, left]: Arms): readonly Shape[] {
	const across = Math.max(left, right);
	const along = Math.max(up, down);
	const shapes: Shape[] = [];
	if (across > 0) {
		const x = left > 0 ? 0 : 0.5 - along * halfWidth;
		const end = right > 0 ? 1 : 0.5 + along * halfWidth;
		const half = across * halfHeight;
		shapes.push({x, y: 0.5 - half, width: end - x, height: 2 * half, opacity: 1});
	}

	if (along > 0) {
		const y = up > 0 ? 0 : 0.5 - across * halfHeight;
		const end = down > 0 ? 1 : 0.5 + across * halfHeight;
		const half = along * halfWidth;
		shapes.push({x: 0.5 - half, y, width: 2 * half, height: end - y, opacity: 1});
	}

	return shapes;
}
