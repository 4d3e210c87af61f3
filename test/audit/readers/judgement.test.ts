import {describe, expect, test} from 'vitest';
import {outcomes} from '../../../source/evidence/tally.ts';
import {outcomeLabels} from '../../../source/evidence/report/labels.ts';
import {judgementOf} from '../../../source/audit/readers/judgement.ts';

describe('judgementOf', () => {
	test.each([
		['✅ 200', 'pass'],
		['❌ 404', 'fail'],
		['⚠️ 403', 'limitation'],
		['⏭', 'skipped'],
		['🟢', 'pass'],
		['☑', 'pass'],
		['PASS', 'pass'],
		['200 OK', 'pass'],
		['Passed without errors', 'pass'],
		['FAIL', 'fail'],
		['not passed', 'fail'],
		['success: false', 'fail'],
		['успешно', 'pass'],
		['Пройден', 'pass'],
		['не пройден', 'fail'],
		['ошибка', 'fail'],
		['провал', 'fail'],
		['заблокирован', 'blocked'],
		['пропущен', 'skipped'],
		['ожидаемая ошибка', 'limitation'],
		['не запускался', 'not-run'],
		['404 Not Found', null],
		['403', null],
		['', null],
		['pass / fail', null],
		['✅ ❌', null],
	])('%s', (text, judgement) => {
		expect(judgementOf(text)).toBe(judgement);
	});

	test('knows the labels of our own reports', () => {
		const words = {success: 'pass', failure: 'fail'} as Record<string, string>;
		for (const outcome of outcomes) {
			expect(judgementOf(outcomeLabels[outcome])).toBe(words[outcome] ?? outcome);
		}
	});
});
