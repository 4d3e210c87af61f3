import fc from 'fast-check';
import {expect, test} from 'vitest';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {logPath, reportPaths} from '../../source/evidence/names.ts';
import {plainJson} from '../../source/evidence/plain-json.ts';
import {completeEvents, journalOf} from './sample-session.ts';

test('the same value, whatever it is made of', () => {
	fc.assert(
		fc.property(fc.jsonValue({stringUnit: 'binary'}), value => {
			expect(JSON.parse(plainJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
		}),
	);
});

test('what hides or turns text round is spelled out; letters and emoji stay', () => {
	expect(plainJson('a\u202eb\u200b\u009b\ufeff\u{e0041}')).toBe(
		String.raw`"a\u202eb\u200b\u009b\ufeff\udb40\udc41"`,
	);
	expect(plainJson('Ночь 👩‍👩‍👧 ✔️')).toBe('"Ночь 👩‍👩‍👧 ✔️"');
});

test('log and CTRF can be printed on a terminal, notes and all', () => {
	const note = {type: 'note.added', endpoint_id: '6.1', text: 'gnp\u202eexe.\u009b2J'} as const;
	const [opened, ...events] = completeEvents;
	if (opened === undefined) {
		throw new Error('no events');
	}

	const mark = {type: 'mark.set', endpoint_id: '6.1', attempt: 1, mark: 'pass', note: note.text} as const;
	const {files} = deriveEvidence(journalOf([opened, ...events.slice(0, 2), note, mark]), {
		reporters: ['ctrf'],
	});
	for (const path of [logPath, reportPaths.ctrf]) {
		const text = files.get(path)?.toString() ?? '';
		expect(text).toContain(String.raw`gnp\u202eexe.\u009b2J`);
		expect(text).not.toMatch(/[\u202e\u009b]/);
	}
});
