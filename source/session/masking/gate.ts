import {createHmac} from 'node:crypto';
import type {MaskRule, Secrets} from '../../catalog/catalog.ts';
import {hasContent} from './fold.ts';
import {createKeyRules, normaliseKey, type KeyRules} from './key-rules.ts';
import {createLearnedValues, type LearnedValues} from './learned-values.ts';
import {maskValue, type ValueKind} from './mask-value.ts';
import {createSecretSearch, type SecretSearch} from './secret-search.ts';

/** What is to be hidden: a clear value, its kind, and the key under which it stood (empty where none says so). */
export type Found = {readonly kind: ValueKind; readonly clear: string; readonly key: string};

/** Sees every personal value that is hidden and what would stand for it; gives what stands for it. */
export type Watcher = (found: Found, form: string) => string;

/** What one session knows of secrets and personal values, shared by everything that masks. */
export type Gate = {
	readonly rules: KeyRules;
	/** False leaves personal data readable; secrets are masked always. */
	readonly masking: boolean;
	readonly secrets: SecretSearch;
	readonly learned: LearnedValues;
	/** Counts the value, remembers it, and gives what may be written in its place. */
	hide(found: Found): string;
	/** Counts without a value: a body that is withheld. */
	tally(kind: string): void;
	/** Forgets what was counted in this pass: it belongs to something else. */
	resetCounts(): void;
	/** Runs `work` until it teaches nothing new, so that a value is masked before the place that made it known, too. */
	settle<Value>(work: () => Value, watch?: Watcher): Settled<Value>;
	/**
	 * The same in steps, with a pause after each: what is masked in a pause is counted for itself, and what it teaches is
	 * known from then on.
	 */
	settleInSteps<Value>(
		work: () => Generator<undefined, Value, undefined>,
		pause: () => Promise<void>,
	): Promise<Settled<Value>>;
};

/** What masking gave, and how many values of each kind it hid. */
export type Settled<Value> = {readonly value: Value; readonly counts: Readonly<Record<string, number>>};

export type GateOptions = {
	readonly rules: readonly MaskRule[];
	readonly secrets: Secrets;
	readonly salt: string;
	readonly masking: boolean;
};

/** Shorter secrets would be found inside ordinary words: they are looked for as whole words. */
const shortestSecret = 6;
/** Secrets learned from answers beyond this many are searched as they are only, not in base64 and hex. */
const mostEncoded = 2000;
const mostPasses = 4;

export function createGate({rules: written, secrets, salt, masking}: GateOptions): Gate {
	const rules = createKeyRules(written, masking);
	const search = createSecretSearch();
	const learned = createLearnedValues(rules.paths.flatMap(({keys}) => keys.map(normaliseKey)));
	const fingerprints = new Map<string, string>();
	const forms = new Map<ValueKind, Map<string, string>>();
	let counts = new Map<string, number>();
	let watcher: Watcher | undefined;
	let isInside = false;

	for (const secret of secrets.values()) {
		addKnown(secret);
		addKnown(secret.trim());
	}

	function addKnown(secret: string): void {
		if (secret.trim() === '') {
			return;
		}

		if (secret.length >= shortestSecret && !/^\p{L}{0,8}$/u.test(secret)) {
			search.add(secret);
		} else if (hasContent(secret)) {
			const bytes = Buffer.from(secret);
			for (const text of [secret, bytes.toString('base64url'), bytes.toString('hex')]) {
				learned.learn('secret', text, true);
			}
		} else if (secret.length > 3) {
			search.add(secret);
		}
	}

	/** A credential that an answer or a request carried: looked for where it is long and mixed enough to be no word. */
	function learnSecret(secret: string): void {
		if (secret.length >= 16 || (secret.length >= 8 && /\p{L}/u.test(secret) && /\d/.test(secret))) {
			if (search.size() < mostEncoded) {
				search.add(secret);
			} else {
				search.addPlain(secret);
			}
		} else {
			learned.learn('secret', secret);
		}
	}

	function fingerprint(secret: string): string {
		let digits = fingerprints.get(secret);
		if (digits === undefined) {
			learnSecret(secret);
			digits = createHmac('sha256', salt).update(secret).digest('hex').slice(0, 6);
			fingerprints.set(secret, digits);
		}

		return `***${digits}`;
	}

	/** The same long value may be met piece by piece, thousands of times: it is learned and masked once. */
	function formOf(kind: Exclude<ValueKind, 'secret'>, clear: string): string {
		const ofKind = forms.get(kind) ?? new Map<string, string>();
		let form = ofKind.get(clear);
		if (form === undefined) {
			learned.learn(kind, clear);
			form = maskValue(kind, clear);
			forms.set(kind, ofKind.set(clear, form));
		}

		return form;
	}

	function tally(kind: string): void {
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}

	/** Does one step with its own counts in force, and gives them back as they are then. */
	function counted<Value>(
		own: Map<string, number>,
		step: () => Value,
	): {result: Value; own: Map<string, number>} {
		const others = counts;
		if (isInside) {
			throw new Error('settle does not nest');
		}

		isInside = true;
		counts = own;
		try {
			const result = step();
			return {result, own: counts};
		} finally {
			counts = others;
			isInside = false;
		}
	}

	return {
		rules,
		masking,
		secrets: search,
		learned,
		tally,
		resetCounts() {
			counts = new Map();
		},
		hide(found) {
			const {kind, clear} = found;
			tally(kind);
			if (kind === 'secret') {
				return fingerprint(clear);
			}

			const form = formOf(kind, clear);
			return watcher?.(found, form) ?? form;
		},
		settle(work, watch) {
			if (isInside) {
				throw new Error('settle does not nest');
			}

			isInside = true;
			try {
				for (let pass = 1; ; pass++) {
					const known = learned.size() + search.size();
					counts = new Map();
					watcher = watch;
					const value = work();
					if (pass === mostPasses || learned.size() + search.size() === known) {
						return {value, counts: Object.fromEntries(counts)};
					}
				}
			} finally {
				isInside = false;
				watcher = undefined;
			}
		},
		async settleInSteps(work, pause) {
			for (let pass = 1; ; pass++) {
				const known = learned.size() + search.size();
				const steps = work();
				let turn = counted(new Map(), () => steps.next());
				while (turn.result.done !== true) {
					await pause();
					turn = counted(turn.own, () => steps.next());
				}

				if (pass === mostPasses || learned.size() + search.size() === known) {
					return {value: turn.result.value, counts: Object.fromEntries(turn.own)};
				}
			}
		},
	};
}
