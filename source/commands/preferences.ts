/** What is remembered between starts. Never a secret, never a value that an answer held. */
export type Preferences = {
	/** Profile used last by `explore`; `undefined` before the first time. */
	readonly lastProfile: string | undefined;
	keepLastProfile(name: string): void;
};

/**
 * Preferences of this user, in the place where the platform keeps such files.
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
		const store = new Conf<{lastProfile?: string}>(options);
		return {
			lastProfile: store.get('lastProfile'),
			keepLastProfile: name => store.set('lastProfile', name),
		};
	} catch {
		return {lastProfile: undefined, keepLastProfile: () => undefined};
	}
}
