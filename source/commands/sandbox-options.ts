import {Problem} from '../catalog/problem.ts';
import {modeNames, parseFault, parseLatency, scenarioNames, type SandboxOptions} from '../sandbox/sandbox.ts';
import {chosenName} from './chosen-name.ts';

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
		...(typed.mode === undefined ? {} : {mode: chosenName('--mode', typed.mode, modeNames)}),
		...(typed.scenario === undefined
			? {}
			: {scenario: chosenName('--scenario', typed.scenario, scenarioNames)}),
		...(typed.latency === undefined ? {} : {latency: parsed('--latency', parseLatency(typed.latency))}),
		...(typed.fault === undefined ? {} : {fault: parsed('--fault', parseFault(typed.fault))}),
	};
}

function parsed<Value extends object>(option: string, result: Value | string): Value {
	if (typeof result === 'string') {
		throw new Problem('option-invalid', `${option}: ${result}`);
	}

	return result;
}
