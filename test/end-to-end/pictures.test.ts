/** The pictures of the readme are what the program shows now. */
import {existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {beforeAll, describe, expect, test} from 'vitest';
import {filmOptions} from '../pictures/film.ts';
import {makePictures, pictureFolder, type Picture} from '../pictures/pictures.ts';
import {sittings} from '../pictures/sittings.ts';

const root = path.resolve(import.meta.dirname, '../..');
const names = [...sittings.flatMap(({shots}) => shots.map(({name}) => name)), 'demo'];

/** A word to whoever reads the failure, instead of two long files. */
function verdictOn({name, svg}: Picture): string {
	const file = `${pictureFolder}/${name}.svg`;
	const committed = path.join(root, file);
	if (!existsSync(committed)) {
		return `${file} is missing: run \`npm run picture\`.`;
	}

	const before = readFileSync(committed, 'utf8').split('\n');
	const now = svg.split('\n');
	const line = now.findIndex((text, index) => text !== before[index]);
	if (line === -1 && now.length === before.length) {
		return 'fresh';
	}

	const fresh = path.join(mkdtempSync(path.join(tmpdir(), 'fresh-picture-')), `${name}.svg`);
	writeFileSync(fresh, svg);
	return [
		`${file} is stale: run \`npm run picture\`, and look at the difference before you commit it.`,
		`  in line ${line + 1} stands ${textOf(before[line])}`,
		`  the program shows ${textOf(now[line])}`,
		`  (${fresh})`,
	].join('\n');
}

function textOf(line = ''): string {
	return line.replaceAll(/<[^>]*>/g, ' ').trim() || line;
}

// In Windows' own pseudo-terminal the system draws the program's screen anew, with paths and signals of its own.
describe.skipIf(process.platform === 'win32')('pictures', () => {
	let pictures: readonly Picture[] = [];

	beforeAll(async () => {
		pictures = await makePictures(root);
	}, 300_000);

	test.each(names)('%s is what the program shows', name => {
		const picture = pictures.find(made => made.name === name);
		expect(picture && verdictOn(picture)).toBe('fresh');
	});

	test('no picture is left of a screen that is not made any more', () => {
		expect(readdirSync(path.join(root, pictureFolder)).sort()).toEqual(
			names.map(name => `${name}.svg`).sort(),
		);
	});

	test('they hold text that can be selected and nothing that a page would take out', () => {
		for (const {name, svg} of pictures) {
			expect(svg, name).toMatch(/<title [^>]*>[^<]+<\/title>\n<desc [^>]*>[^<]+<\/desc>/);
			expect(svg, name).toMatch(/<text /);
			expect(svg, name).not.toMatch(/<script|<foreignObject|<image|@font-face|@import|href=|url\(|\son\w+=/);
			expect(svg, name).not.toContain('/tmp/');
		}
	});

	test('the film is small, still where less motion is wanted, and ends on the last screen', () => {
		const film = pictures.find(({name}) => name === 'demo')?.svg ?? '';
		expect(film.length).toBeLessThan(300_000);
		expect(film).toContain('@media (prefers-reduced-motion:no-preference){@keyframes ');
		expect(film).toContain(filmOptions.title);
		const hidden = /(\.m\d+(?:,\.m\d+)*)\{visibility:hidden\}/.exec(film)?.[1]?.split(',') ?? [];
		const shown = [...film.matchAll(/<g class="(m\d+)">([^]*?)<\/g>/g)]
			.filter(([, name]) => !hidden.includes(`.${name}`))
			.map(([, , content]) => content)
			.join('');
		expect(textOf(shown)).toMatch(/no contradiction found/);
		expect(textOf(shown)).not.toMatch(/Nothing was sent to this endpoint yet/);
	});
});
