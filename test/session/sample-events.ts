import type {SessionOpened} from '../../source/session/event.ts';

/** A first event with nothing special about it. */
export const openedEvent: SessionOpened = {
	type: 'session.opened',
	version: 1,
	name: 'qtickets_sandbox_run_20261122_153000',
	profile: {
		name: 'sandbox',
		kind: 'sandbox',
		base_url: 'http://127.0.0.1:4010',
		masking: true,
		read_only: false,
	},
	catalog: {name: 'qtickets', digest: 'c'.repeat(64)},
	plan: {stage: null, tests: [], variant: 'documented'},
	tool: {name: 'qtickets-explorer', version: '0.0.0-test'},
	environment: {node: 'v20.20.2', os: 'Linux', git_revision: null, git_dirty: null, tokens: []},
	sandbox: {mode: 'faithful', scenario: 'full', state_id: null},
	salt: '0123456789abcdef0123456789abcdef',
};
