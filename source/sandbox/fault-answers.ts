import type {FaultContext, FaultPlan} from './fault.ts';
import {sendReply, withHeader, type Reply} from './reply.ts';

function page(title: string): Buffer {
	return Buffer.from(
		`<!DOCTYPE html>\n<html><head><title>${title}</title></head>\n<body><h1>${title}</h1></body></html>\n`,
	);
}

function instead(change: (reply: Reply) => Reply): (context: FaultContext) => void {
	return ({response, reply}) => sendReply(response, change(reply));
}

function htmlReply(reply: Reply, status: number, title: string): Reply {
	return withHeader({...reply, status, body: page(title)}, 'Content-Type', 'text/html; charset=UTF-8');
}

/** Answers that something in front of the API gives: the request never reaches it. */
export const answerFaults = {
	'html-200': {
		about: 'a login page with status 200, as a captive portal sends it',
		isInFront: true,
		send: instead(reply => htmlReply(reply, 200, 'Sign in to the network')),
	},
	'error-500': {
		about: '500 with a stack trace',
		isInFront: true,
		send: instead(reply => ({
			...reply,
			status: 500,
			body: Buffer.from(
				'{"message":"Server Error","exception":"ErrorException","file":"\\/var\\/www\\/app\\/Api.php","line":42}',
			),
		})),
	},
	'error-503': {
		about: '503 with Retry-After, as a page',
		isInFront: true,
		send: instead(reply =>
			withHeader(htmlReply(reply, 503, '503 Service Temporarily Unavailable'), 'Retry-After', '2'),
		),
	},
	'error-429': {
		about: '429 with Retry-After (never recorded from the vendor)',
		isInFront: true,
		send: instead(reply =>
			withHeader(
				{...reply, status: 429, body: Buffer.from('{"error":"Too Many Requests"}')},
				'Retry-After',
				'1',
			),
		),
	},
	redirect: {
		about: '302 to another origin',
		isInFront: true,
		send: instead(reply =>
			withHeader(htmlReply(reply, 302, '302 Found'), 'Location', 'https://elsewhere.example.com/login'),
		),
	},
	'redirect-loop': {
		about: '307 to the same address, again and again',
		isInFront: true,
		send: ({response, reply}) =>
			sendReply(
				response,
				withHeader(htmlReply(reply, 307, '307 Temporary Redirect'), 'Location', response.req.url ?? '/'),
			),
	},
	'duplicate-headers': {
		about: 'headers that are repeated with different values',
		isInFront: false,
		send: instead(reply => ({
			...reply,
			headers: [
				...reply.headers,
				['X-Cache-Status', 'HIT'],
				['Set-Cookie', 'first=1; Path=/'],
				['Set-Cookie', 'second=2; Path=/'],
				['Content-Type', 'text/plain'],
			],
		})),
	},
	'header-flood': {
		about: '400 headers, 60 kB in all',
		isInFront: false,
		send: instead(reply => ({
			...reply,
			headers: [
				...reply.headers,
				...Array.from({length: 400}, (_, index) => [`X-Flood-${index}`, 'x'.repeat(130)] as const),
			],
		})),
	},
} as const satisfies Record<string, FaultPlan>;
