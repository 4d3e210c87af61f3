import {builtinCatalog} from '../catalog/builtin.ts';
import type {ExitCode} from '../catalog/problem.ts';
import {startSandbox, type Sandbox} from '../sandbox/sandbox.ts';
import type {Context} from './context.ts';
import {sandboxOptions, type TypedSandboxOptions} from './sandbox-options.ts';
import {wholeNumber} from './whole-number.ts';

const defaultPort = 4010;

/** `sandbox`: the local server alone, until it is interrupted. Its URL and tokens are printed on stdout as JSON. */
export async function sandbox(
	options: TypedSandboxOptions & {readonly port?: string; readonly seed?: string},
	context: Context,
): Promise<ExitCode> {
	const port = wholeNumber('--port', options.port, {minimum: 0, maximum: 65_535, fallback: defaultPort});
	const server = await startSandbox({
		...sandboxOptions(options),
		port,
		seed: wholeNumber('--seed', options.seed, {minimum: 0, maximum: 2 ** 31 - 1, fallback: 1}),
	});
	const {url, mode, scenario, tokens} = server;
	if (port !== 0 && server.portWasTaken) {
		context.stderr.write(`Port ${port} is taken; using ${server.port}.\n`);
	}

	context.stderr.write(
		[
			`The QTickets sandbox (${mode}, scenario ${scenario}) answers at ${url}. Ctrl+C stops it.`,
			...howToAsk(server),
			'Its tokens open nothing else. "read-only" and "wrong" ones are in the JSON on stdout.',
			'',
		].join('\n'),
	);
	context.stdout.write(
		`${JSON.stringify({url, mode, scenario, tokens: {full: tokens.full, read_only: tokens.readOnly, wrong: tokens.wrong, partners: tokens.partners}})}\n`,
	);
	await interrupted();
	await server.close();
	return 130;
}

/** The catalog's profile `sandbox` lists certain ports; at any other the server would count as production. */
function howToAsk({url, port, tokens}: Sandbox): readonly string[] {
	const listed = builtinCatalog().profiles.get('sandbox')?.hosts.includes(new URL(url).host) ?? false;
	return listed
		? [
				'To ask it from another terminal:',
				`  QTICKETS_BASE_URL=${url} QTICKETS_TOKEN=${tokens.full} QTICKETS_PARTNERS_TOKEN=${tokens.partners} qtickets-explorer --profile sandbox`,
			]
		: [
				`Port ${port} is none that the profile "sandbox" lists (4010 to 4019): the explorer would take it for production.`,
				'To ask it from another terminal, stop it and give one of those to --port; or let the explorer bring its own:',
				'  qtickets-explorer --sandbox',
			];
}

async function interrupted(): Promise<void> {
	return new Promise(resolve => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.once(signal, () => resolve());
		}
	});
}
