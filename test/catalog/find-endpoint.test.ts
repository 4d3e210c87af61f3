import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {findEndpoint, selectEndpoints, type Selection} from '../../source/catalog/find-endpoint.ts';
import {describeProblem, Problem} from '../../source/catalog/problem.ts';

const catalog = builtinCatalog();
const ids = (selection: Selection) => selectEndpoints(catalog, selection).map(({id}) => id);

function problemOf(act: () => unknown): Problem {
	try {
		act();
	} catch (error) {
		if (error instanceof Problem) {
			return error;
		}

		throw error;
	}

	throw new Error('It was taken.');
}

test('an endpoint is found by its id, and a wrong id names the nearest', () => {
	expect(findEndpoint(catalog, 'events-lists').section).toBe('6');
	const problem = problemOf(() => findEndpoint(catalog, 'event-lists'));
	expect(problem).toMatchObject({code: 'endpoint-unknown', exitCode: 2});
	expect(describeProblem(problem)).toBe(
		'The catalog has no endpoint "event-lists".\nDid you mean "events-lists"?',
	);
});

describe('a selection', () => {
	test('of a stage has its tests in stage order', () => {
		const {tests} = catalog.stages.get('stage2')!;
		expect(ids({stage: 'stage2'})).toEqual(tests);
		expect(ids({ids: ['stage2']})).toEqual(tests);
	});

	test('of ids stands in catalog order, each once', () => {
		expect(ids({ids: ['6.8', '6.1', '6.8', '1.10', '1.9']})).toEqual(['1.9', '1.10', '6.1', '6.8']);
	});

	test('of a section has all that stands in it', () => {
		expect(ids({section: '2'})).toEqual(['2.1', '2.2', '2.3', '2.4', 'client']);
	});

	test('of a stage and more has the stage first', () => {
		expect(ids({ids: ['stage2', '1.1', '6.1']})).toEqual([...catalog.stages.get('stage2')!.tests, '1.1']);
	});

	test.each<[Selection, string, string]>([
		[{ids: ['stag2']}, 'endpoint-unknown', 'Did you mean "stage2"?'],
		[{ids: ['6.16']}, 'endpoint-unknown', 'Did you mean "6.1"?'],
		[{section: '8'}, 'section-unknown', 'Did you mean "1"?'],
		[{section: 'partners'}, 'section-unknown', 'It has 1, 2, 3, 4, 5, 6, 7.'],
		[{stage: 'stage-2'}, 'stage-unknown', 'Did you mean "stage2"?'],
		[{ids: []}, 'selection-missing', 'Name ids such as 1.1 1.2, a stage (stage2) or --section.'],
	])('%j is refused as %s', (selection, code, next) => {
		const problem = problemOf(() => selectEndpoints(catalog, selection));
		expect([problem.code, problem.next]).toEqual([code, next]);
	});
});
