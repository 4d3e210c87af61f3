/**
 * Why the sandbox answers as it does, for the `X-Sandbox-Basis` header: the vendor documents it, a genuine recording
 * holds it, or we inferred it (qtickets-api.md §0.1). The reason is plain ASCII: it becomes a header value.
 */
export type Basis = 'documented' | 'recorded' | `inferred; ${string}`;

export type Answer = {
	readonly status: number;
	readonly type: 'json' | 'html';
	readonly body: string;
	readonly basis: Basis;
};

/** Thrown inside a handler to answer with an error; whatever the handler changed before is undone. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(answer.body);
		this.answer = answer;
	}
}

/** The weaker of two bases: one inferred part makes the whole answer inferred. */
export function weakerBasis(first: Basis, second: Basis): Basis {
	const order = (basis: Basis): number => (basis === 'recorded' ? 0 : basis === 'documented' ? 1 : 2);
	return order(second) > order(first) ? second : first;
}
