import {Option, type Command} from 'commander';

/** The options that say where to ask, with what and how carefully; shared by `explore`, `run` and `doctor`. */
export type TargetOptions = {
	readonly sandbox?: boolean;
	readonly scenario?: string;
	readonly mode?: string;
	readonly latency?: string;
	readonly fault?: string;
	readonly sandboxToken?: string;
	readonly profile?: string;
	readonly catalog?: string;
	readonly envFile?: string;
	readonly session?: string;
	readonly out?: string;
	readonly readOnly?: boolean;
	readonly allowWrites?: boolean;
	readonly timeout?: string;
	readonly connectTimeout?: string;
	readonly maxBody?: string;
};

/** Adds the options of `TargetOptions` to a command. */
export function addTargetOptions(command: Command): Command {
	return command
		.option('--sandbox', 'start the built-in server and use it')
		.option('--profile <name>', 'where to ask: a profile of the catalog')
		.option('--catalog <file>', 'a catalog of your own instead of the built-in one')
		.option('--env-file <file>', 'read QTICKETS_TOKEN and the like from a file')
		.option('--session <dir>', 'resume the session in this folder')
		.option('--out <dir>', 'folder in which sessions are kept (default: artifacts)')
		.option('--read-only', 'refuse every request that writes')
		.option('--timeout <ms>', 'limit for a whole request (default: 30000)')
		.option('--connect-timeout <ms>', 'limit for connecting (default: 10000)')
		.option('--max-body <bytes>', 'largest answer that is read (default: 16777216)')
		.addOption(new Option('--scenario <name>', 'scenario of the built-in server: full, november'))
		.addOption(new Option('--mode <name>', 'mode of the built-in server: faithful, test-list'))
		.addOption(new Option('--latency <ms>', 'latency of the built-in server: 120 or 120±40'))
		.addOption(
			new Option('--fault <name>', 'a fault for the built-in server to have, such as hang or reset@3'),
		)
		.addOption(new Option('--sandbox-token <kind>', 'token for the built-in server: full, read-only, wrong'));
}
