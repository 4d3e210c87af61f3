import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import {modeNames, parseFault, parseLatency, scenarioNames, type SandboxOptions} from '../sandbox/sandbox.ts';

/** The options of the built-in server as typed. */
export type TypedSandboxOptions = {
	readonly mode?: string;
	readonly scenario?: string;
	readonly latency?: string;
	readonly fault?: string;
};

/** @throws {Problem} `option-invalid` with the nearest valid name */
export function sandboxOptions(typed: TypedSandboxOptions): SandboxOptions {
	return {
		...(typed.mode === undefined ? {} : {mode: oneOf('--mode', typed.mode, modeNames)}),
		...(typed.scenario === undefined ? {} : {scenario: oneOf('--scenario', typed.scenario, scenarioNames)}),
		...(typed.latency === undefined ? {} : {latency: parsed('--latency', parseLatency(typed.latency))}),
		...(typed.fault === undefined ? {} : {fault: parsed('--fault', parseFault(typed.fault))}),
	};
}

function oneOf<Name extends string>(option: string, typed: string, names: readonly Name[]): Name {
	const name = names.find(candidate => candidate === typed);
	if (name === undefined) {
		const nearest = nearestName(typed, names);
		throw new Problem('option-invalid', `${option} knows no ${JSON.stringify(typed)}.`, {
			next: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}It takes ${names.join(', ')}.`,
		});
	}

	return name;
}

function parsed<Value extends object>(option: string, result: Value | string): Value {
	if (typeof result === 'string') {
		throw new Problem('option-invalid', `${option}: ${result}`);
	}

	return result;
}
