import fc from 'fast-check';
import {expect, test} from 'vitest';
import {jsonTemplateFault, variablesIn} from '../../source/catalog/json-template.ts';

const examples = new Map([
	['id', '12'],
	['name', 'say "hi"'],
	['text', 'plain'],
]);

test.each([
	['{"id": {{id}}, "name": "{{name}}"}'],
	['{"a": {{ id }}, "b": "x {{text}} \\"{{name}}\\" y"}'],
	['[{{text}}]'],
	['{"{{text}}": "\\\\"}'],
	['"\\\\{{id}}"'],
	['{"a":{"b":{{id}}}}'],
])('%s is JSON with its examples', template => {
	expect(jsonTemplateFault(template, examples)).toBeUndefined();
});

test.each([
	['{"id": {{id}},}', 14],
	['{{{id}}: 1}', 1],
	['{"a": "{{id}}}', 6],
	['{"a": {{id}}{{id}}}', -1],
])('%s is not', (template, offset) => {
	const fault = jsonTemplateFault(template, examples);
	if (offset === -1) {
		// Two numbers beside each other would make one; the engine looks again at what it sends.
		expect(fault).toBeUndefined();
	} else {
		expect(fault?.offset).toBe(offset);
	}
});

test('variables are found at their offsets; escaped braces are none', () => {
	expect(variablesIn('{{a}} \\{{b}} {{ c.d-e }} {{1}} {{}}')).toEqual([
		{name: 'a', offset: 0},
		{name: 'c.d-e', offset: 13},
	]);
});

test('a template of JSON with places for values is JSON', () => {
	fc.assert(
		fc.property(fc.jsonValue(), value => {
			const marked = JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? '@' : part));
			const template = marked.replaceAll('"@"', '{{text}}').replaceAll(':{{text}}', ':"{{name}} {{id}}"');
			expect(jsonTemplateFault(template, examples)).toBeUndefined();
		}),
	);
});
