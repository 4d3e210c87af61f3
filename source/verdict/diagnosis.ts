import type {Reason} from './verdict.ts';

/** What usually helps, by the code of the reason and what its text must mention. First match wins. */
const advice: ReadonlyArray<{code: RegExp; text?: RegExp; next: string}> = [
	{
		code: /^soft-error$/,
		text: /WRONG_AUTHORIZATION/,
		next: 'The token is not a key of this API: the Partners API needs a key of its own in QTICKETS_PARTNERS_TOKEN.',
	},
	{
		code: /^soft-error$/,
		text: /SEAT_NOT_AVAILABLE/,
		next: 'The seat is taken or held: choose a free one from the offers of the show.',
	},
	{
		code: /^soft-error$/,
		text: /TICKET_NOT_FOUND/,
		next: 'No active ticket has this id: add one first, or look for it with tickets/find.',
	},
	{code: /^soft-error$/, next: 'The status alone proves nothing here: read the body.'},
	{
		code: /^html-instead-of-json$/,
		next: 'The server does not know this route: compare method and path with the documentation, or choose the documented variant.',
	},
	{code: /^status-differs$/, text: /HTTP 40[13]\b/, next: 'The token is missing, wrong, or may not do this.'},
	{
		code: /^status-differs$/,
		text: /HTTP 404\b/,
		next: "The id is unknown to this account: use one of the organiser's own.",
	},
	{code: /^status-differs$/, text: /HTTP 429\b/, next: 'Too many requests: wait before the next one.'},
	{
		code: /^status-differs$/,
		text: /HTTP 5\d\d\b/,
		next: 'The server failed: check the body sent, then try again later.',
	},
	{code: /^no-response-dns$/, next: 'Check the host name of the base URL and the network.'},
	{
		code: /^no-response-(?:refused|unreachable)$/,
		next: 'Nothing answers there: check the base URL, the port and the network.',
	},
	{code: /^no-response-tls$/, next: "The server's certificate could not be trusted: nothing was sent."},
	{
		code: /^may-have-been-applied$/,
		next: 'Look up whether it was applied before you fire it again.',
	},
];

/** One sentence on what to do about a verdict's reasons; `undefined` when they need no advice. */
export function diagnose(reasons: readonly Reason[]): string | undefined {
	return advice.find(({code, text}) =>
		reasons.some(reason => code.test(reason.code) && (text === undefined || text.test(reason.text))),
	)?.next;
}
