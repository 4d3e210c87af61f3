/** A request that looks half typed is asked about before it is fired. */
import {expect, test} from 'vitest';
import {keys, openApp} from './open-app.tsx';

test.each([
	[
		'the body',
		'{"barcode": "{{partner_barco"}',
		/the body, line 1, column 14: \{\{partner_barco would be sent/,
	],
	['a body that is not JSON', '{"barcode": tru', /line 1, column 13/],
])('%s is asked about with its place, and sent only after a yes', async (_, body, place) => {
	const app = await openApp();
	await app.press('/', '6.13', keys.enter, 'b', 'e', '\u0001');
	// Everything goes, then the body is typed as a paste.
	await app.press(...Array<string>(12).fill('\u000b'), `\u001b[200~${body}\u001b[201~`, keys.escape, 'f');
	expect(app.session.fired).toHaveLength(0);
	const asked = app.frame();
	expect(asked).toMatch(place);
	expect(asked).toContain('Send it as typed?');
	expect(asked.match(/back to it/g)).toHaveLength(1);
	await app.press(keys.escape);
	expect(app.frame()).toContain(body.slice(0, 20));
	await app.press(keys.escape, 'f', 'y');
	expect(app.session.fired).toHaveLength(1);
});
