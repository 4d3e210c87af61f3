import {describe, expect, test} from 'vitest';
import {
	clipboardPrograms,
	createClipboard,
	longestOsc52,
	takesOsc52,
} from '../../source/terminal/clipboard.ts';

function clipboard(
	environment: Record<string, string>,
	{works = [], platform = 'linux'}: {works?: readonly string[]; platform?: NodeJS.Platform} = {},
) {
	let written = '';
	const piped: Array<{name: string; bytes: Uint8Array}> = [];
	const copy = createClipboard({
		stdout: {write: text => (written += text)},
		environment,
		platform,
		pipe({name}, bytes) {
			piped.push({name, bytes});
			return Promise.resolve(works.includes(name));
		},
	});
	return {copy, written: () => written, piped};
}

describe('the way that a copy takes', () => {
	test('through the terminal first where it is known to take OSC 52', async () => {
		const {copy, written, piped} = clipboard({TERM: 'xterm-kitty', DISPLAY: ':0'}, {works: ['xclip']});
		expect(await copy('Зал')).toEqual({way: 'terminal', isSure: true});
		expect(written()).toBe(`\u001b]52;c;${Buffer.from('Зал').toString('base64')}\u0007`);
		expect(piped).toEqual([]);
	});

	test('by a program where the terminal may not take it, the next one where that fails', async () => {
		const {copy, written, piped} = clipboard({TERM: 'xterm-256color', DISPLAY: ':0'}, {works: ['xsel']});
		expect(await copy('x')).toEqual({way: 'program', name: 'xsel'});
		expect(piped.map(({name}) => name)).toEqual(['xclip', 'xsel']);
		expect(written()).toBe('');
	});

	test('through the terminal without being sure where there is no program', async () => {
		const {copy, written} = clipboard({TERM: 'xterm-256color'});
		expect(await copy('x')).toEqual({way: 'terminal', isSure: false});
		expect(written()).toContain(']52;');
	});

	test('not through the terminal when it is too long for it', async () => {
		const {copy, written} = clipboard({TERM: 'xterm-kitty'});
		expect(await copy('x'.repeat(longestOsc52 + 1))).toEqual({way: 'none'});
		expect(written()).toBe('');
	});

	test.each([
		[{TERM: 'dumb'}, 'no'],
		[{TERM: 'xterm-256color', WT_SESSION: 'x'}, 'likely'],
		[{TERM: 'tmux-256color', TMUX: '/tmp/t', KITTY_WINDOW_ID: '1'}, 'perhaps'],
		[{TERM: 'xterm-256color'}, 'perhaps'],
	])('%j: %s', (environment, expected) => {
		expect(takesOsc52(environment)).toBe(expected);
	});

	test('programs are those of the system', () => {
		const names = (environment: Record<string, string>, platform: NodeJS.Platform) =>
			clipboardPrograms(environment, platform).map(({name}) => name);
		expect(names({}, 'darwin')).toEqual(['pbcopy']);
		expect(names({}, 'win32')).toEqual(['powershell.exe', 'clip.exe']);
		expect(names({WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0'}, 'linux')).toEqual([
			'wl-copy',
			'xclip',
			'xsel',
		]);
		expect(names({}, 'linux')).toEqual([]);
	});

	test('a program that is missing has taken nothing', async () => {
		const base = {stdout: {write: () => true}, environment: {TERM: 'dumb', DISPLAY: ':0', PATH: ''}};
		expect(await createClipboard({...base, platform: 'linux'})('x')).toEqual({way: 'none'});
	});
});
