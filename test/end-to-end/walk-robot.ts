/** A robot user of the guided stages, in a pseudo-terminal. */
import {spawn, type DriverKey, type Expected, type TerminalDriver} from './terminal-driver.ts';
import {plainEnvironment, programFile} from './program.ts';

const robots: TerminalDriver[] = [];

/** Ends every robot that is still there. */
export function endRobots(): void {
	for (const robot of robots.splice(0)) {
		try {
			robot.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
	}
}

/** A robot that counts its keys; text that is typed counts by its characters. */
export function open(typed: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}) {
	const robot = spawn(process.execPath, [programFile, ...typed], {
		cwd,
		env: {...plainEnvironment(), ...environment, NO_COLOR: undefined, XDG_CONFIG_HOME: cwd},
	});
	robots.push(robot);
	let count = 0;
	return {
		robot,
		keys: () => count,
		async press(key: DriverKey, expected: Expected) {
			count += 1;
			robot.press(key);
			await robot.waitFor(expected);
		},
		async type(text: string, expected: Expected) {
			count += text.length;
			robot.type(text);
			await robot.waitFor(expected);
		},
	};
}

export type User = ReturnType<typeof open>;

// A frame is written from top to bottom and may arrive in pieces: the footer's key says that all of it is there.

/** A test that waits to be fired. */
export function toFire(number: number): RegExp {
	return new RegExp(`Stage 2 Test ${number}/20[^]*\\nEnter fire`);
}

/** A test that waits to be marked, with the suggestion. */
export function toMark(suggestion = String.raw`\w \w+`): RegExp {
	return new RegExp(`suggested ${suggestion}: Enter accepts[^]*\\nEnter accept `);
}

export const stage3 = /Stage 3 Findings[^]*\nEnter export/;

/** Through Stage 1 and the card, to the first test. */
export async function begin(user: User): Promise<void> {
	await user.robot.waitFor('1.1 ');
	await user.type('s', /✔ Nothing is blocked[^]*\nEnter go on/);
	await user.press('enter', /Before Stage 2[^]*tests +20, of which[^]*first +offers [^]*\nEnter begin/);
	await user.press('enter', toFire(1));
}
