/**
 * The pictures of the readme: every screen, and a short film, from the real program driven in a real pseudo-terminal.
 * `npm run picture` writes them; test/end-to-end/pictures.test.ts fails where they are not what the program shows.
 */
import {filmOptions, playFilm} from './film.ts';
import {movingPicture} from './moving-picture.ts';
import {openRobot, type Robot} from './robot.ts';
import {screenPicture} from './screen-picture.ts';
import {sittings, type Sitting} from './sittings.ts';

/** Where they stand, from the root of the repository. */
export const pictureFolder = 'source/tui/pictures';

/** A file of that folder, `<name>.svg`, and what stands in it. */
export type Picture = {readonly name: string; readonly svg: string};

/**
 * Makes all pictures, the film beside the others: some seconds.
 *
 * @param root the repository, built
 * @throws {Error} with the screen in its message, when the program does not show what a step expects
 */
export async function makePictures(root: string): Promise<readonly Picture[]> {
	// Both to their end, whatever becomes of the other: no program is left behind.
	const made = await Promise.allSettled([stills(root), film(root)]);
	return made.flatMap(result => {
		if (result.status === 'rejected') {
			throw result.reason;
		}

		return result.value;
	});
}

async function stills(root: string): Promise<readonly Picture[]> {
	const pictures: Picture[] = [];
	for (const sitting of sittings) {
		pictures.push(...(await withRobot(root, sitting, async robot => shoot(robot, sitting))));
	}

	return pictures;
}

async function film(root: string): Promise<readonly Picture[]> {
	const frames = await withRobot(root, filmOptions, playFilm);
	return [{name: 'demo', svg: movingPicture(frames, filmOptions)}];
}

async function withRobot<Result>(
	root: string,
	{columns, rows}: {readonly columns: number; readonly rows: number},
	work: (robot: Robot) => Promise<Result>,
): Promise<Result> {
	const robot = await openRobot(root, columns, rows);
	try {
		return await work(robot);
	} finally {
		await robot.close();
	}
}

async function shoot(robot: Robot, {shots, columns, rows}: Sitting): Promise<readonly Picture[]> {
	const pictures: Picture[] = [];
	for (const {name, title, description, play} of shots) {
		await play(robot);
		pictures.push({name, svg: screenPicture(robot.grid(), {title, description, columns, rows})});
	}

	return pictures;
}
