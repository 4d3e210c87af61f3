// Lint rules that guard the design; formatting is prettier's. Run from the repository root.
import {fileURLToPath} from 'node:url';
import tseslint from 'typescript-eslint';

const onlyAtTheEdges =
	'Only commands, terminal and the edge of a room may touch the process (design.md §4): take it as a parameter.';

export default tseslint.config(
	{ignores: ['dist/**', 'node_modules/**', 'artifacts/**']},
	...tseslint.configs.strictTypeChecked,
	{
		languageOptions: {
			parserOptions: {
				projectService: {allowDefaultProject: ['source/*.js', 'test/*.js', 'test/*/*.js']},
				tsconfigRootDir: fileURLToPath(new URL('..', import.meta.url)),
			},
		},
		rules: {
			'max-lines': ['error', {max: 400, skipBlankLines: true, skipComments: true}],
			'max-params': 'off',
			'@typescript-eslint/max-params': ['error', {max: 4}],
			'no-console': 'error',
			'no-restricted-globals': ['error', {name: 'process', message: onlyAtTheEdges}],
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true, allowBoolean: true}],
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/consistent-type-definitions': ['error', 'type'],
			'@typescript-eslint/prefer-nullish-coalescing': 'off',
			'no-control-regex': 'off',
			// Nothing here uses `this`: objects of functions stand where others have classes.
			'@typescript-eslint/unbound-method': 'off',
		},
	},
	{
		files: ['source/commands/**', 'source/terminal/**', 'source/cli.tsx', 'source/build.js', 'test/**'],
		rules: {'no-restricted-globals': 'off'},
	},
	{
		files: ['test/**'],
		rules: {
			'max-lines': ['error', {max: 600}],
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/no-misused-spread': 'off',
			'@typescript-eslint/no-dynamic-delete': 'off',
		},
	},
	{files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked], rules: {'no-console': 'off'}},
);
