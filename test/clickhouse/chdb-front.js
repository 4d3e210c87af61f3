/**
 * ClickHouse itself behind its HTTP interface, as far as @clickhouse/client needs it: chdb is the engine as a library.
 * Always a process of its own: in a worker thread the library crashes, and one process can open one data folder only.
 *
 * Started with fork(): argv 2 is the data folder, 3 the port (0: any), 4 the password of the user `default`. Sends
 * {port} when it listens.
 */
import {createServer} from 'node:http';
import {createRequire} from 'node:module';

const {Session} = createRequire(new URL('engine/package.json', import.meta.url))('chdb');
const [, , directory, port, password = ''] = process.argv;
const session = new Session(directory);

/** What the HTTP interface takes from the URL for itself; every other parameter is a setting of the query. */
const ownParameters = new Set([
	'query',
	'query_id',
	'database',
	'default_format',
	'session_id',
	'user',
	'password',
]);

/** The HTTP statuses of the server, where they are not 500. */
const statuses = {60: 404, 62: 400, 81: 404, 115: 400, 497: 403, 516: 403};

let last = Promise.resolve();

/** One query at a time: the database in use belongs to the one session. */
function inTurn(work) {
	const result = last.then(work);
	last = result.catch(() => {});
	return result;
}

async function run(sql, parameters) {
	await session.queryAsync(
		`USE \`${(parameters.get('database') ?? 'default').replaceAll(/[\\`]/g, '\\$&')}\``,
	);
	const [, text, format] = /^([^]*?)\s+FORMAT\s+(\w+)\s*;?\s*$/i.exec(sql) ?? [null, sql, 'TabSeparated'];
	const settings = [...parameters]
		.filter(([name]) => !ownParameters.has(name))
		.map(([name, value]) => `${name} = '${value.replaceAll(/[\\']/g, '\\$&')}'`);
	const query =
		settings.length === 0 || /^\s*SHOW\b/i.test(text) ? text : `${text} SETTINGS ${settings.join(', ')}`;
	return {format, text: (await session.queryAsync(query, {format})).text()};
}

/** After a query that failed half-way, the library puts the rows it had already made before the next result. */
async function drain() {
	for (let attempt = 0; attempt < 10; attempt++) {
		const result = await session.queryAsync("SELECT 'drained'", {format: 'TabSeparated'});
		if (result.text() === 'drained\n') {
			return;
		}
	}
}

function isAllowed({headers}) {
	const [user, given] = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64')
		.toString()
		.split(/:([^]*)/);
	return user === 'default' && (given ?? '') === password;
}

function fail(response, message) {
	const code = Number(/^Code: (\d+)/.exec(message)?.[1] ?? 1001);
	response.writeHead(statuses[code] ?? 500, {'x-clickhouse-exception-code': code});
	response.end(`${message}\n`);
}

const server = createServer(async (request, response) => {
	const {pathname, searchParams} = new URL(request.url, 'http://localhost');
	if (pathname === '/ping') {
		response.end('Ok.\n');
		return;
	}

	const chunks = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}

	if (!isAllowed(request)) {
		fail(
			response,
			'Code: 516. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED) (version 26.7.2.1 (official build))',
		);
		return;
	}

	const sql = [searchParams.get('query'), Buffer.concat(chunks).toString()].filter(Boolean).join('\n');
	response.setHeader('x-clickhouse-query-id', searchParams.get('query_id') ?? '');
	await inTurn(async () => {
		try {
			const {format, text} = await run(sql, searchParams);
			response.writeHead(200, {'x-clickhouse-format': format, 'x-clickhouse-summary': '{}'});
			response.end(text);
		} catch (error) {
			fail(response, error.message);
			await drain();
		}
	});
});

server.listen(Number(port), '127.0.0.1', () => process.send({port: server.address().port}));
process.on('disconnect', () => process.exit(0));
