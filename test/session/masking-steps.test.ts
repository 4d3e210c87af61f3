import {describe, expect, test} from 'vitest';
import {exchangeOf, newMasker} from './masking-samples.ts';

/** Enough values for many steps; the last of them names a person that the first one speaks of. */
const body = JSON.stringify({
	note: 'For Ostap Bender, as agreed',
	data: Array.from({length: 2000}, (_, id) => ({
		id,
		client_email: `guest${id}@example.com`,
		tags: ['balcony', `call +7916123${String(id).padStart(4, '0')}`],
	})),
	client_name: 'Ostap Bender',
});
const lines = Array.from({length: 500}, (_, id) =>
	JSON.stringify({client_email: `guest${id}@example.com`}),
).join('\n');

function turns(): {pause: () => Promise<void>; count: () => number} {
	let paused = 0;
	return {
		async pause() {
			paused++;
			await Promise.resolve();
		},
		count: () => paused,
	};
}

describe('an exchange that is masked in steps', () => {
	test.each([
		['JSON', body],
		['JSON lines', lines],
		['text', 'write to guest1@example.com'],
		['nothing', ''],
	])('is masked and counted as it is at once: %s', async (_name, text) => {
		const exchange = exchangeOf({body: text});
		const {pause} = turns();
		expect(await newMasker().exchangeInSteps(exchange, pause)).toEqual(newMasker().exchange(exchange));
	});

	test('pauses often where there is much, and not at all where there is little', async () => {
		const {pause, count} = turns();
		await newMasker().exchangeInSteps(exchangeOf({body: '{"client_email":"guest@example.com"}'}), pause);
		expect(count()).toBe(0);
		await newMasker().exchangeInSteps(exchangeOf({body}), pause);
		expect(count()).toBeGreaterThan(20);
	});

	test('shares its knowledge, and not its counts, with what is masked in its pauses', async () => {
		const masker = newMasker();
		const alone = newMasker().exchange(exchangeOf({body}));
		const told: unknown[] = [];
		const stored = await masker.exchangeInSteps(exchangeOf({body}), async () => {
			await Promise.resolve();
			if (told.length === 0) {
				told.push(masker.exchange(exchangeOf({body: '{"client_email":"other@example.com"}'})).counts);
			}
		});
		expect(told).toEqual([
			newMasker().exchange(exchangeOf({body: '{"client_email":"other@example.com"}'})).counts,
		]);
		expect(stored).toEqual(alone);
		expect(masker.text('guest1999@example.com and other@example.com')).not.toContain('guest1999');
	});

	test('hides what another answer taught while it was under way', async () => {
		const masker = newMasker();
		let isTaught = false;
		const {value} = await masker.exchangeInSteps(
			exchangeOf({
				body: JSON.stringify({list: Array.from({length: 600}, () => 'x'), last: 'Shura Balaganov called'}),
			}),
			async () => {
				await Promise.resolve();
				if (!isTaught) {
					isTaught = true;
					masker.exchange(exchangeOf({body: '{"client_name":"Shura Balaganov"}'}));
				}
			},
		);
		expect(value.body).not.toContain('Balaganov');
	});
});
