import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {search, type Entry} from '../../source/tui/palette.ts';

function endpoint(id: string, text: string): Entry {
	return {
		id: `endpoint:${id}`,
		action: {kind: 'endpoint', endpointId: id},
		text: `${id} ${text}`,
		detail: '',
		reason: null,
	};
}

function command(id: string, text: string, reason: string | null = null): Entry {
	return {id: `command:${id}`, action: {kind: 'command', commandId: id}, text, detail: '', reason};
}

const entries: readonly Entry[] = [
	command('request.fire', 'fire the selected request'),
	command('app.export', 'export: write the evidence set'),
	command('request.cancel', 'cancel the request in flight', 'Nothing is in flight.'),
	endpoint('6.1', 'Add one ticket POST tickets/add/{event_id}'),
	endpoint('16.1', 'Something else GET things'),
	endpoint('6.13', 'Check a barcode POST tickets/check'),
	endpoint('2.1', 'Список событий GET events'),
];

const ids = (query: string, recent: readonly string[] = []) => search(entries, query, recent).map(({id}) => id);

describe('searching', () => {
	test.each([
		['exp', 'command:app.export'],
		['barcode', 'endpoint:6.13'],
		['chk brcd', 'endpoint:6.13'],
		['post check', 'endpoint:6.13'],
		['собы', 'endpoint:2.1'],
		['6.1', 'endpoint:6.1'],
		['6.13', 'endpoint:6.13'],
		['^16', 'endpoint:16.1'],
	])('%s finds %s first', (query, id) => {
		expect(ids(query)[0]).toBe(id);
	});

	test.each([
		['учзщке', 'command:app.export'],
		['афку', undefined],
		['ашку', 'command:request.fire'],
		['ифксщву', 'endpoint:6.13'],
	])('%s, typed under a Russian layout, finds %s', (query, id) => {
		expect(ids(query)[0]).toBe(id);
	});

	test('says which letters it matched', () => {
		const [found] = search(entries, 'brcd', []);
		expect([...found!.positions].sort((a, b) => a - b).map(at => found!.text[at]).join('')).toBe('brcd');
	});

	test('puts what cannot be done last, however well it fits', () => {
		expect(ids('cancel the request in flight').at(-1)).toBe('command:request.cancel');
		expect(ids('').at(-1)).toBe('command:request.cancel');
	});

	test('puts recent choices first, and before equals while something is searched', () => {
		const recent = ['endpoint:2.1', 'endpoint:6.13'];
		expect(ids('', recent).slice(0, 2)).toEqual(recent);
		expect(ids('ticket')[0]).toBe('endpoint:6.1');
		expect(ids('ticket', ['endpoint:6.13'])[0]).toBe('endpoint:6.13');
	});

	test('takes any text, and finds only what has all its letters', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 300}), query => {
				expect(() => search(entries, query, [])).not.toThrow();
			}),
		);
		fc.assert(
			fc.property(fc.stringMatching(/^[a-z0-9]{1,6}$/), query => {
				for (const {text} of search(entries, query, [])) {
					let at = -1;
					for (const letter of query) {
						at = text.toLowerCase().indexOf(letter, at + 1);
						expect(at, `${query} in ${text}`).toBeGreaterThan(-1);
					}
				}
			}),
		);
	});
});

test('a thousand endpoints are searched by few operations a key: the texts are prepared once', () => {
	const many = Array.from({length: 1000}, (_, index) => endpoint(`9.${index}`, `Endpoint ${index} GET things/${index}`));
	expect(search(many, 'endpoint 7', []).length).toBe(200);
	expect(search(many, '9.777', [])[0]?.id).toBe('endpoint:9.777');
});
