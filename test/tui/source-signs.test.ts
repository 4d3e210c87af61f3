import {expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {helpTopics} from '../../source/tui/help-topics.ts';
import {allSigns, signsIn} from '../../source/tui/source-signs.ts';

test('every sign that a description or a known limitation has is explained, here and in the help', () => {
	const texts = [...builtinCatalog().endpoints.values()].flatMap(({description = '', variants}) => [
		description,
		...variants.flatMap(({limitations}) => limitations.map(({reason}) => reason)),
	]);
	const signs = new Set(
		texts.flatMap(text =>
			[...text.matchAll(/\[([^\]]*)\]/g)].flatMap(
				([, inner = '']) => inner.match(/(?<=^|[,;] ?)(?:[A-Z]{3,4}(?:-[A-C])?|3P)\b/g) ?? [],
			),
		),
	);
	expect(signs.size).toBeGreaterThan(2);
	for (const sign of signs) {
		expect(signsIn(`[${sign} for orders]`)).toContain(`[${sign}] `);
	}

	expect(helpTopics.map(({text}) => text).join(' ')).toContain(allSigns);
});

test('only the signs that a text has are explained', () => {
	expect(signsIn('A 403 [REC-B for GET, INF for writes].')).toBe(
		'[REC-B] answers recorded from qtickets.ru on 7 November 2025; [INF] inferred by us, not seen',
	);
	expect(signsIn('INF and $.data[0] are no signs')).toBe('');
});
