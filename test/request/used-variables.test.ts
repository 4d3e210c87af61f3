import fc from 'fast-check';
import {expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {draftOf, variantOf, type Draft} from '../../source/request/draft.ts';
import {prepareRequest} from '../../source/request/prepare.ts';
import {usedVariables} from '../../source/request/used-variables.ts';

const catalog = builtinCatalog();
const requests = [...catalog.endpoints.values()].flatMap(endpoint =>
	endpoint.variants.map(variant => ({endpoint, variant})),
);

test('names what path, query, headers and body are filled in with, each once, in this order', () => {
	const endpoint = catalog.endpoints.get('6.1')!;
	const draft: Draft = {
		endpointId: '6.1',
		variant: 'documented',
		path: {event_id: '{{d}}', show_id: '{{c}}', no_place: '{{unused}}'},
		query: [['q{{b}}', '{{a}}']],
		headers: [['X-Test', '{{c}} {{e}}']],
		body: '{"x": {{f}}, "y": "{{a}} \\{{not}}"}',
	};
	expect(usedVariables(draft, variantOf(endpoint, draft.variant))).toEqual(['d', 'c', 'b', 'a', 'e', 'f']);
});

test('they are those without which the request cannot be prepared, and no others', () => {
	const examples = new Map([...catalog.variables.values()].map(({name, example}) => [name, example]));
	const profile = {
		name: 'sandbox',
		kind: 'sandbox',
		baseUrl: 'http://127.0.0.1:1',
		host: '127.0.0.1:1',
		variables: {},
		masking: true,
		readOnly: false,
	} as const;
	fc.assert(
		fc.property(fc.constantFrom(...requests), ({endpoint, variant}) => {
			const draft = draftOf(endpoint, variant.name);
			const prepare = (variables: ReadonlyMap<string, string>) =>
				prepareRequest({draft, endpoint, catalog, profile, variables, secrets: new Map()});
			const used = usedVariables(draft, variant);
			expect(() => prepare(new Map([...examples].filter(([name]) => used.includes(name))))).not.toThrow();
			for (const name of used) {
				expect(() => prepare(new Map([...examples].filter(([other]) => other !== name)))).toThrow(name);
			}
		}),
		{numRuns: 200},
	);
});
