/**
 * How long a start takes, as a ratio against a bare `node -e 0` in the same run: machines differ, ratios hardly do.
 *
 *     npm run build && npm run benchmark
 *
 * Ends with 1 when a ratio is over its limit. It is no test: a busy machine must never turn a change red.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import pty from '@lydell/node-pty';

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(path.join(tmpdir(), 'qtickets-benchmark-'));
const environment = {...process.env, TERM: 'xterm-256color'};
delete environment.CI;

/** Milliseconds until a process that is given `arguments_` has ended. */
function untilExit(arguments_) {
	const start = performance.now();
	const {status} = spawnSync(process.execPath, arguments_, {cwd: folder, env: environment, stdio: 'ignore'});
	if (status !== 0) {
		throw new Error(`node ${arguments_.join(' ')} ended with ${status}`);
	}

	return performance.now() - start;
}

/** Milliseconds until the explorer has drawn its first whole frame: the list of endpoints and the keys below it. */
async function untilFirstFrame() {
	const start = performance.now();
	const terminal = pty.spawn(process.execPath, [program, 'explore', '--sandbox'], {
		cols: 80,
		rows: 24,
		cwd: folder,
		env: environment,
	});
	let screen = '';
	const elapsed = await new Promise((resolve, reject) => {
		terminal.onData(data => {
			screen += data;
			if (screen.includes('1.1') && /\bquit\b|\bhelp\b/.test(screen)) {
				resolve(performance.now() - start);
			}
		});
		terminal.onExit(({exitCode}) => reject(new Error(`the explorer ended with ${exitCode}:\n${screen}`)));
	});
	terminal.kill('SIGKILL');
	return elapsed;
}

function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const measures = [
	{name: 'node -e 0', limit: null, samples: [], measure: async () => untilExit(['-e', '0'])},
	{name: '--version', limit: 2, samples: [], measure: async () => untilExit([program, '--version'])},
	{name: '--help', limit: null, samples: [], measure: async () => untilExit([program, '--help'])},
	{name: 'first frame of explore', limit: 5, samples: [], measure: untilFirstFrame},
];

// One round is one of each in turn, so that all of them meet the same drift of the machine; the first is a warm-up.
for (let round = 0; round <= rounds; round++) {
	for (const {samples, measure} of measures) {
		const elapsed = await measure();
		if (round > 0) {
			samples.push(elapsed);
		}
	}
}

const [bare] = measures;
let slow = false;
console.log(`${rounds} rounds, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
for (const {name, limit, samples} of measures) {
	const ratio = median(samples) / median(bare.samples);
	const over = limit !== null && ratio > limit;
	slow ||= over;
	console.log(
		[
			name.padEnd(24),
			`median ${median(samples).toFixed(0).padStart(5)} ms`,
			`min ${Math.min(...samples)
				.toFixed(0)
				.padStart(5)}`,
			`max ${Math.max(...samples)
				.toFixed(0)
				.padStart(5)}`,
			`ratio ${ratio.toFixed(2)}`,
			limit === null ? '' : `limit ${limit}${over ? '  OVER' : ''}`,
		].join('  '),
	);
}

// A pseudo-terminal that was killed keeps the loop alive on some platforms.
process.exit(slow ? 1 : 0);
