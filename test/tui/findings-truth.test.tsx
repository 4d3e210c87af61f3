/** Stage 3 says what the marks say beside the verdicts, and what is not exported yet. */
import {expect, test} from 'vitest';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp, type OpenedApp} from './open-app.tsx';

/** Stage 3 after one test that succeeded and was marked `fail` with a note, and one that was skipped. */
async function atFindings(): Promise<OpenedApp> {
	const app = await openApp({
		columns: 100,
		rows: 60,
		catalog: stageCatalog,
		stageChecks: [{id: 'a', title: 'A check', run: () => Promise.resolve({status: 'ok', found: 'fine'})}],
		exportSession: () =>
			Promise.resolve({
				archive: '/out/a.zip',
				sha256: 'f'.repeat(64),
				directory: '/out/a',
				files: [],
				complete: false,
				operatorWords: ['1 mark against the verdict: 6.1 fail (success), too slow'],
			}),
	});
	await app.press('s', keys.enter, keys.enter, keys.enter);
	app.answer({body: '{"status":"success","result":{"id":5012}}', captures: {ticket_id: '5012'}});
	await app.settle();
	await app.press('f', 'too slow', keys.enter, 's', 'no time', keys.enter, 'w');
	return app;
}

test('a mark against the verdict is named beside the count, with its note; so are the notes of other marks', async () => {
	const frame = (await atFindings()).frame();
	expect(frame).toContain('1 mark against the verdict: 6.1 fail (success), too slow');
	expect(frame).toMatch(/mark \S+ skipped: no time/);
	expect(frame).not.toMatch(/Your notes.*\n {2}none/);
});

test('the archive is not called exported before it is, nor after the session went on', async () => {
	const app = await atFindings();
	expect(app.frame()).toMatch(/✘ Stage 3: not exported yet: Enter writes report, log and archive\s+\S+\.zip/);
	await app.press('w');
	expect(app.frame()).toContain('1 mark against the verdict: 6.1 fail (success), too slow');
	await app.press(keys.escape);
	expect(app.frame()).toMatch(/Stage 3: report, log and archive \S+\s+are\s+exported/);
	await app.press('n', 'One more thing.', keys.enter);
	expect(app.frame()).toMatch(/✘ Stage 3: the session went on since the export: Enter writes/);
});
