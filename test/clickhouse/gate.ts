import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A real ClickHouse with a gate before it: what happens between two counts happens while the later one waits. */
export type Gate = {
	readonly url: string;
	/** How many times counting has begun. */
	counts(): number;
	close(): Promise<void>;
};

/**
 * Passes everything on to `target`, byte by byte.
 *
 * @param onCount called when counting begins for the `number`th time, 1 for the first; it goes on when that is done
 */
export async function startGate(
	target: string,
	onCount: (number: number) => Promise<unknown> | undefined,
): Promise<Gate> {
	let counts = 0;
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request as AsyncIterable<Buffer>) {
				chunks.push(chunk);
			}

			const body = Buffer.concat(chunks);
			if (body.toString().startsWith('SELECT version(), ')) {
				counts++;
				await onCount(counts);
			}

			try {
				const answer = await fetch(`${target}${request.url ?? '/'}`, {
					method: request.method ?? 'GET',
					headers: {authorization: request.headers.authorization ?? ''},
					...(body.length === 0 ? {} : {body}),
				});
				const code = answer.headers.get('x-clickhouse-exception-code');
				response.writeHead(answer.status, code === null ? {} : {'x-clickhouse-exception-code': code});
				response.end(Buffer.from(await answer.arrayBuffer()));
			} catch {
				response.destroy();
			}
		})();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		counts: () => counts,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
