import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {keyTable} from '../source/tui/key-lookup.ts';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'readme.md'), 'utf8');

function between(start: string, end: string): string {
	const [, rest = ''] = readme.split(new RegExp(`<!-- ${start}[^>]*-->\n`));
	return rest.split(`<!-- ${end} -->`)[0]!.trim();
}

test('the keys of the readme are those of the program; paste what is expected here when they change', () => {
	expect(between('keys', '/keys')).toBe(keyTable().trim());
});

test('every file that the documents point to exists', () => {
	for (const document of [
		'readme.md',
		'source/readme.md',
		'source/threat-model.md',
		'test/readme.md',
		'artifacts/readme.md',
	]) {
		const folder = path.dirname(path.join(root, document));
		const links = readFileSync(path.join(root, document), 'utf8').matchAll(/\]\(([^)#:]+)\)/g);
		for (const [, link] of links) {
			expect(existsSync(path.join(folder, link!)), `${document}: ${link}`).toBe(true);
		}
	}
});

test('every room and file that the map names exists', () => {
	const map = readFileSync(path.join(root, 'source/readme.md'), 'utf8');
	for (const [, name] of map.matchAll(/\| `([\w./-]+)` \|/g)) {
		expect(existsSync(path.join(root, 'source', name!)), name).toBe(true);
	}
});
