/** Work that takes long, in steps: between two of them something else may have its turn. */

/** Does all steps at once. */
export function atOnce<Value>(steps: Generator<undefined, Value, undefined>): Value {
	for (;;) {
		const step = steps.next();
		if (step.done === true) {
			return step.value;
		}
	}
}
