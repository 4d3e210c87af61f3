import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
import {workerPlugin, yamlPlugin} from '../source/build.js';

export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	plugins: [yamlPlugin.vite, workerPlugin.vite],
	define: {PROGRAM_VERSION: '"0.0.0-test"'},
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		// Colours would blur text snapshots; a test that is about colour sets its own.
		env: {FORCE_COLOR: '0'},
		testTimeout: 30_000,
		hookTimeout: 30_000,
		maxWorkers: 2,
	},
});
