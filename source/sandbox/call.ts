import type {Answer} from './answer.ts';
import type {JsonRecord} from './json-value.ts';
import type {Mode} from './modes.ts';
import type {State} from './world.ts';

/** One request as a handler sees it: routed, authorised, its body parsed. */
export type Call = {
	/** May be changed by a route that writes; the router undoes it when the call is refused. */
	readonly state: State;
	readonly mode: Mode;
	readonly now: Date;
	/** Path parameters by name; optional ones that were not sent are missing. */
	readonly path: Readonly<Partial<Record<string, string>>>;
	readonly query: JsonRecord;
	/** The parsed body, `undefined` when there was none. */
	readonly body: unknown;
};

export type Route = {
	readonly methods: readonly string[];
	/** Below the API's prefix: `orders/{order}/baskets`; `{show?}` is optional and stands last. */
	readonly path: string;
	readonly writes: boolean;
	/** Only in the test list, not in the documentation: answered in `test-list` mode alone. */
	readonly testListOnly?: boolean;
	readonly handle: (call: Call) => Answer;
};
