import {describe, expect, test} from 'vitest';
import type {Draft} from '../../source/request/draft.ts';
import {halfOpenIn} from '../../source/request/half-open.ts';

const draft: Draft = {
	endpointId: '6.1',
	variant: 'documented',
	path: {event_id: '{{event_id}}'},
	query: [['city', '{{ city }}']],
	headers: [['X-A', 'a\\{{b']],
	body: '{"a": "{{a}}", "b": {{b}}, "c": {"d": {}}}',
};

describe('two braces that open no variable', () => {
	test('whole variables and braces that are meant literally are none', () => {
		expect(halfOpenIn(draft)).toBeNull();
		expect(halfOpenIn({...draft, body: null})).toBeNull();
	});

	test.each([
		[{path: {event_id: '{{event_id'}}, 'path', 'path value event_id', '{{event_id'],
		[{query: [['city', 'x{{city}']]}, 'query', 'query value city', '{{city}'],
		[{headers: [['X-A', '{{to ken}}']]}, 'headers', 'header X-A', '{{to ken}}'],
		[
			{body: '{\n  "barcode": "{{partner_barco"\n}'},
			'body',
			'the body, line 2, column 15',
			'{{partner_barco',
		],
	] as const)('%j is named with its place', (change, part, where, text) => {
		expect(halfOpenIn({...draft, ...change})).toEqual({part, where, text});
	});
});
