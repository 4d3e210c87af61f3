import type {SessionOpened} from '../session/event.ts';

/** Which tokens the session had. The built-in sandbox brings its own: none of the operator's were loaded then. */
export function tokensText({environment: {tokens}, sandbox}: SessionOpened): string {
	if (tokens.length === 0) {
		return 'no token loaded';
	}

	return sandbox === null ? `tokens loaded: ${tokens.join(', ')}` : "the sandbox's own tokens";
}
