/** What the footer of 80 columns must never leave out. */
import {expect, test} from 'vitest';
import {keys, openApp} from './open-app.tsx';

/** The row with the keys. */
function footerOf(frame: string): string {
	return frame.split('\n').findLast(line => line.includes('? help')) ?? '';
}

test('firing stands first wherever it works, also after the body was edited', async () => {
	const app = await openApp();
	await app.press('/', '6.13', keys.enter);
	expect(footerOf(app.frame())).toMatch(/^Enter fire/);
	await app.press('b', 'e', ' ', keys.escape);
	expect(footerOf(app.frame())).toMatch(/^f fire/);
	await app.press('f');
	app.answer();
	await app.settle();
	await app.press('3');
	expect(footerOf(app.frame())).toMatch(/^f fire/);
});

/** Exporting right behind firing. */
const exportNow = /^(?:Enter|f) fire {2}w export/;

test('exporting stands in the list and in the session while something is not exported', async () => {
	const app = await openApp({
		exportSession: () =>
			Promise.resolve({
				archive: '/out/a.zip',
				sha256: 'f'.repeat(64),
				directory: '/out/a',
				files: [],
				complete: false,
			}),
	});
	expect(footerOf(app.frame())).not.toMatch(exportNow);
	await app.press('f');
	app.answer();
	await app.settle();
	await app.press('1');
	expect(footerOf(app.frame())).toMatch(exportNow);
	await app.press('4');
	expect(footerOf(app.frame())).toMatch(exportNow);
	await app.press('w', keys.escape, '1');
	expect(footerOf(app.frame())).not.toMatch(exportNow);
});
