import type {Filtered} from './task.ts';

type Jq = {
	raw(input: string, filter: string, flags: string[]): Promise<string>;
	/** What jq wrote to stderr; the build adds it (source/build.js). */
	readonly said: string;
};

/**
 * What a jq program makes of a JSON text. jq runs inside this process (WebAssembly): it reaches no file and no network.
 *
 * @throws {Error} in jq's words when the program is wrong or fails before it gave anything
 */
export async function jqFilter(bytes: Buffer, filter: string): Promise<Filtered> {
	const {default: load} = (await import('jq-wasm/dist/build/jq.js')) as unknown as {
		default: () => Promise<Jq>;
	};
	const jq = await load();
	const text = await failing(() => jq.raw(bytes.toString('utf8').replace(/^\ufeff/, ''), filter, ['--']));
	const note = plainError(jq.said);
	return {bytes: Buffer.from(text), count: null, paths: null, note: note === '' ? null : note};
}

async function failing(run: () => Promise<string>): Promise<string> {
	try {
		return await run();
	} catch (error) {
		throw new Error(plainError(error instanceof Error ? error.message : String(error)));
	}
}

/** jq's words without what only its command line can mean. */
function plainError(said: string): string {
	return said
		.split('\n')
		.map(line =>
			line
				.replace(/^jq: (?:error(?: \(at [^)]*\))?: )?/, '')
				// There is no shell here whose quotes could be wrong.
				.replace(/ ?\((?:Unix|Windows) (?:shell|cmd shell) quoting issues\?\)/, '')
				.trim(),
		)
		.filter(line => line !== '' && !/^\d+ compile errors?$/.test(line))
		.join(' · ');
}
