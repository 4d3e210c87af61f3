import {describe, expect, test} from 'vitest';
import {
	commandWords,
	editorCommand,
	startOf,
	type Surroundings,
} from '../../source/commands/editor-command.ts';

function on(
	platform: NodeJS.Platform,
	environment: Record<string, string> = {},
	files: readonly string[] = [],
): Surroundings {
	return {platform, environment, isFile: file => files.includes(file)};
}

describe('the editor', () => {
	test('is VISUAL, else EDITOR, with its arguments', () => {
		expect(editorCommand(on('linux', {VISUAL: 'code --wait', EDITOR: 'vi'}))).toEqual({
			words: ['code', '--wait'],
			source: 'VISUAL',
		});
		expect(editorCommand(on('linux', {VISUAL: '  ', EDITOR: 'vi'}))?.words).toEqual(['vi']);
	});

	test('is not guessed where none is set, but on Windows it is Notepad', () => {
		expect(editorCommand(on('darwin'))).toBeNull();
		expect(editorCommand(on('win32'))?.words).toEqual(['notepad.exe']);
		expect(editorCommand(on('win32', {EDITOR: 'vim'}))?.words).toEqual(['vim']);
	});

	test('may be a path with blanks, without quotes where such a file is there', () => {
		const file = 'C:\\Program Files\\Editor\\ed.exe';
		expect(editorCommand(on('win32', {EDITOR: file}, [file]))?.words).toEqual([file]);
	});
});

test.each<[string, NodeJS.Platform, readonly string[]]>([
	['"/opt/my editor/ed" -n', 'linux', ['/opt/my editor/ed', '-n']],
	["'a b' c\\ d", 'linux', ['a b', 'c d']],
	['ed --x="1 2"', 'darwin', ['ed', '--x=1 2']],
	["ed ''", 'linux', ['ed', '']],
	['"C:\\Program Files\\ed.exe" -n', 'win32', ['C:\\Program Files\\ed.exe', '-n']],
	["C:\\it's\\ed.exe", 'win32', ["C:\\it's\\ed.exe"]],
	['', 'linux', []],
])('%s on %s is %j', (line, platform, words) => {
	expect(commandWords(line, platform)).toEqual(words);
});

describe('starting it', () => {
	test('needs no shell: the file is one argument, whatever stands in its name', () => {
		expect(startOf({words: ['vim', '-n'], source: 'EDITOR'}, '/tmp/a; rm b.json', on('linux'))).toEqual({
			file: 'vim',
			args: ['-n', '/tmp/a; rm b.json'],
			isVerbatim: false,
		});
	});

	test('on Windows a batch file such as code.cmd goes through the command processor, in quotes', () => {
		const found = 'C:\\VS Code\\bin\\code.CMD';
		const surroundings = on(
			'win32',
			{PATH: 'C:\\Windows;C:\\VS Code\\bin', PATHEXT: '.EXE;.CMD', ComSpec: 'C:\\cmd.exe'},
			[found],
		);
		expect(
			startOf({words: ['code', '--wait'], source: 'EDITOR'}, 'C:\\T & P\\body.json', surroundings),
		).toEqual({
			file: 'C:\\cmd.exe',
			args: ['/d', '/s', '/c', `""${found}" "--wait" "C:\\T & P\\body.json""`],
			isVerbatim: true,
		});
	});

	test('on Windows a program is started by itself', () => {
		const found = 'C:\\Windows\\notepad.exe';
		const surroundings = on('win32', {Path: 'C:\\Windows'}, [found]);
		expect(startOf({words: ['notepad.exe'], source: 'Windows'}, 'C:\\b.json', surroundings)).toEqual({
			file: found,
			args: ['C:\\b.json'],
			isVerbatim: false,
		});
	});
});
