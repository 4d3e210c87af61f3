import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A query as it arrived: its text without FORMAT, and the URL's parameters. */
export type Arrived = {
	readonly sql: string;
	readonly parameters: URLSearchParams;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
};

/** Rows, or an error as the server would write it; nothing when the handler answers by itself. */
export type Reply =
	| {readonly rows: readonly unknown[]}
	| {readonly status?: number; readonly text: string; readonly headers?: Record<string, string>}
	| undefined;

export type FakeServer = {
	readonly url: string;
	readonly host: string;
	readonly arrived: readonly Arrived[];
	close(): Promise<void>;
};

/** What ClickHouse's HTTP interface looks like from outside, for answers that the real engine of the tests never gives. */
export async function startFakeServer(
	reply: (arrived: Arrived) => Reply | Promise<Reply>,
): Promise<FakeServer> {
	const arrived: Arrived[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request as AsyncIterable<Buffer>) {
				chunks.push(chunk);
			}

			const one: Arrived = {
				sql: Buffer.concat(chunks)
					.toString()
					.replace(/ FORMAT JSONCompact$/, ''),
				parameters: new URL(request.url ?? '/', 'http://localhost').searchParams,
				request,
				response,
			};
			arrived.push(one);
			const answer = await reply(one);
			if (answer === undefined) {
				return;
			}

			if ('rows' in answer) {
				response.end(JSON.stringify({meta: [], data: answer.rows, rows: answer.rows.length}));
			} else {
				response.writeHead(answer.status ?? 500, answer.headers);
				response.end(answer.text);
			}
		})();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		host: `127.0.0.1:${port}`,
		arrived,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** Answers for the given tables; counts come as strings. `null` leaves a query to the caller. */
export function replyFor(
	tables: Readonly<Record<string, string>>,
	columns: ReadonlyArray<readonly [table: string, name: string, type: string]> = [],
): (arrived: Arrived) => Reply | null {
	return ({sql}) => {
		if (sql.startsWith('SELECT version()')) {
			return {rows: [['18.16.1', '1762724973'].slice(0, sql.includes(',') ? 2 : 1)]};
		}

		if (sql.includes('system.tables')) {
			return {rows: Object.keys(tables).map(name => [name, 'MergeTree'])};
		}

		if (sql.includes('system.columns')) {
			return {rows: columns};
		}

		const table = /FROM `[^`]+`\.`([^`]+)`$/.exec(sql)?.[1] ?? '';
		return Object.hasOwn(tables, table) ? {rows: [[tables[table]]]} : null;
	};
}
