import type {Plugin} from 'esbuild';

export const mendedInk: Plugin;
