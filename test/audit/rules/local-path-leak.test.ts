import {localPathLeak} from '../../../source/audit/rules/local-path-leak.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

testRule(localPathLeak, {
	good: {[file]: exchange({saved_to: 'artifacts/check.json', runner: '/home/runner/work/x'})},
	bad: {[file]: exchange({saved_to: 'C:\\Users\\vasilisa\\qtickets\\check.json'})},
	mutant: {file, from: '"artifacts/check.json"', to: '"/home/vasilisa/check.json"'},
	finding: {place: {file, pointer: '/saved_to'}, found: 'C:\\Users\\v…, the folder of a user'},
});

test('paths of the server and of its pages are not ours', async () => {
	const text = exchange({
		body: {trace: '/home/bitrix/www/index.php', link: 'https://qtickets.ru/home/events/1'},
	});
	expect((await findingsIn({[file]: text}, {}, [localPathLeak])).findings).toEqual([]);
});
