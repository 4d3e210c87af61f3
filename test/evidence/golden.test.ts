import {describe, expect, test} from 'vitest';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {reporters} from '../../source/evidence/names.ts';
import {journalOf, sampleEvents} from './sample-session.ts';

const set = deriveEvidence(journalOf(sampleEvents), {reporters});

describe('the evidence set of a small session', () => {
	test('has these files', () => {
		expect([...set.files.keys()]).toMatchSnapshot();
		expect(set.archiveName).toBe('qtickets_test_run_20261122_153000_INCOMPLETE.zip');
	});

	// Look at the difference before updating: these files are what people are handed.
	test.each([...set.files.keys()].filter(path => path !== 'session.jsonl'))('%s', async path => {
		await expect(set.files.get(path)?.toString()).toMatchFileSnapshot(`golden/${path}`);
	});
});
