import {Problem} from '../catalog/problem.ts';

/** What is remembered between starts. Never a secret, never a value that an answer held. */
export type Preferences = {
	/** Profile used last by `explore`; `undefined` before the first time. */
	readonly lastProfile: string | undefined;
	keepLastProfile(name: string): void;
	/** @throws {Problem} `settings-not-kept` when the file cannot be written, or is broken */
	keepSetting(name: string, value: string | boolean): void;
};

type Kept = {lastProfile?: string; [setting: string]: unknown};

/**
 * Preferences of this user, in the place where the platform keeps such files; `settingsPath` says where.
 *
 * A file that is broken is left as it is and counts as empty: it may be the operator's own edit.
 */
export async function openPreferences(): Promise<Preferences> {
	const {default: Conf} = await import('conf');
	const options = {
		projectName: 'qtickets-explorer',
		projectSuffix: '',
		configFileMode: 0o600,
		schema: {lastProfile: {type: 'string', maxLength: 200}},
	} as const;
	try {
		const store = new Conf<Kept>(options);
		return {
			lastProfile: store.get('lastProfile'),
			keepLastProfile: name => store.set('lastProfile', name),
			keepSetting(name, value) {
				try {
					store.set(name, value);
				} catch (cause) {
					throw notKept(store.path, cause);
				}
			},
		};
	} catch (cause) {
		return {
			lastProfile: undefined,
			keepLastProfile: () => undefined,
			keepSetting() {
				throw notKept(undefined, cause);
			},
		};
	}
}

function notKept(file: string | undefined, cause: unknown): Problem {
	const why = cause instanceof Error ? cause.message : String(cause);
	return new Problem('settings-not-kept', `The setting is used now but could not be kept: ${why}`, {
		...(file === undefined ? {} : {place: {file}}),
		cause,
	});
}
