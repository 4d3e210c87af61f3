import type {ExitCode} from '../catalog/problem.ts';
import type {Context} from './context.ts';
import type {TargetOptions} from './target-options.ts';
import {openEnvironment} from './start-session.ts';

const configuring = ['QTICKETS_TOKEN', 'QTICKETS_PARTNERS_TOKEN', 'QTICKETS_BASE_URL'] as const;

/**
 * Where `explore` asks when nobody said: the profile used last, or the built-in sandbox while no token and no base URL
 * is set, so that the first start needs nothing configured.
 */
export async function withDefaultTarget(options: TargetOptions, context: Context): Promise<TargetOptions> {
	if (options.sandbox === true || options.profile !== undefined || options.session !== undefined) {
		return options;
	}

	const environment = await openEnvironment(options.envFile, context);
	if (configuring.every(name => environment[name] === undefined || environment[name] === '')) {
		return {...options, sandbox: true};
	}

	const {openPreferences} = await import('./preferences.ts');
	const {lastProfile} = await openPreferences();
	return lastProfile === undefined ? options : {...options, profile: lastProfile};
}
