/**
 * `faithful` has the official paths only; `test-list` also answers the paths and flat bodies of the 51-item test list
 * (qtickets-api.md §6.5).
 */
export type Mode = 'faithful' | 'test-list';

/** `full`: every Stage 2 test can succeed. `november`: the statuses of the reference report. */
export type Scenario = 'full' | 'november';

export const modeNames = ['faithful', 'test-list'] as const satisfies readonly Mode[];
export const scenarioNames = ['full', 'november'] as const satisfies readonly Scenario[];
