import {afterEach, expect, test, vi} from 'vitest';
import {processContext} from '../../source/commands/context.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

test('a working directory that is gone is a problem of the command that needs it, with what to do', () => {
	vi.spyOn(process, 'cwd').mockImplementation(() => {
		throw new Error('ENOENT: process.cwd failed');
	});
	const context = processContext('1.0.0');
	expect(() => context.directory).toThrow(expect.objectContaining({code: 'directory-missing'}));
});
