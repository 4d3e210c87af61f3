import {readFileSync} from 'node:fs';
import {test} from 'vitest';
import {parseCatalog} from '../../source/catalog/load-catalog.ts';
import {describeProblem, Problem} from '../../source/catalog/problem.ts';
test('x', async () => {
	try {
		const c = await parseCatalog(readFileSync('source/catalog/qtickets.yaml', 'utf8'), 'qtickets.yaml');
		console.log(c.endpoints.size, [...c.endpoints.keys()].join(' '));
		console.log(JSON.stringify(c.endpoints.get('6.6'), null, 1));
	} catch (e) {
		console.log(e instanceof Problem ? describeProblem(e) : e);
	}
});
