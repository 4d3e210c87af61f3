/** Copying and saving: what leaves the screen, by which way, and whether it stands in clear. */
import type {Session} from '../session/session.ts';
import type {StoredExchange} from '../session/event.ts';
import {bytesText} from './format.ts';
import type {Outside, SaveResult} from './outside.ts';
import {message, type Action} from './reducer/step.ts';
import type {Message} from './ui-state.ts';

/** A text that the operator wants elsewhere. */
export type Copy = {
	/** `the value`, `the whole body`: for the message. */
	readonly what: string;
	/** As it stands on screen; text in UTF-8. */
	readonly content: string | Uint8Array;
	/** True when it holds nothing of the answer that is not masked already. */
	readonly isMasked: boolean;
	/** `seq` of the intent whose whole body it is; `null` for anything else. */
	readonly wholeBodyOf: number | null;
};

export type Copying = {
	copy(copy: Copy): Promise<void>;
	save(copy: Copy, name: string, overwrite: boolean): Promise<void>;
};

/** The interpreter of these two effects; it reports by dispatching. */
export function createCopying({
	session,
	outside,
	dispatch,
}: {
	readonly session: Session;
	readonly outside: Outside;
	readonly dispatch: (action: Action) => void;
}): Copying {
	/** Only what a sandbox answered may stand on the disk in clear (design: personal data never does). */
	const mayBeClear = session.profile.kind === 'sandbox';

	function tell(told: Message): void {
		dispatch({type: 'told', message: told});
	}

	/** What may be written to a file; `null` when it was withheld even from the journal. */
	function forDisk({content, isMasked, wholeBodyOf}: Copy): Uint8Array | null {
		if (mayBeClear || isMasked) {
			return asBytes(content);
		}

		const stored = wholeBodyOf === null ? null : storedExchange(session, wholeBodyOf);
		if (stored === null) {
			return Buffer.from(session.maskText(asText(content)));
		}

		return stored.body === null
			? null
			: Buffer.from(stored.body, stored.body_encoding === 'base64' ? 'base64' : 'utf8');
	}

	function diskWords({isMasked}: Copy): string {
		return mayBeClear
			? 'in clear: the sandbox holds nobody’s data'
			: isMasked
				? 'masked, as in the journal'
				: 'MASKED: it may hold personal data';
	}

	async function keepCopy(copy: Copy): Promise<SaveResult> {
		const bytes = forDisk(copy);
		return bytes === null
			? {kind: 'failed', why: 'It was withheld from the disk: it holds personal data that cannot be masked.'}
			: outside.keepCopy(asText(bytes));
	}

	return {
		async copy(copy) {
			const text = asText(copy.content);
			const size = bytesText(Buffer.byteLength(text));
			const result = await outside.copy(text);
			const shown = copy.isMasked ? 'masked, as on screen' : 'in clear, as on screen';
			if (result.way === 'program') {
				tell(message('info', `Copied ${copy.what} (${size}) with ${result.name}, ${shown}.`));
				return;
			}

			if (result.way === 'terminal' && result.isSure) {
				tell(message('info', `Copied ${copy.what} (${size}) through the terminal (OSC 52), ${shown}.`));
				return;
			}

			const kept = await keepCopy(copy);
			const file =
				kept.kind === 'failed'
					? `It could not be written to a file either: ${kept.why}`
					: `Until you leave it stands in ${kept.path}, ${diskWords(copy)}.`;
			tell(
				result.way === 'terminal'
					? message(
							'warning',
							`Sent ${copy.what} (${size}) to the terminal (OSC 52), which may not take it.`,
							file,
						)
					: message('warning', `No clipboard took ${copy.what} (${size}).`, file),
			);
		},
		async save(copy, name, overwrite) {
			const bytes = forDisk(copy);
			if (bytes === null) {
				const why =
					'The body holds personal data that cannot be masked in bytes, so it is not written to a file.';
				tell(message('problem', why, 'Copy what you need from the screen.'));
				return;
			}

			const result = await outside.save(name, bytes, {overwrite});
			if (result.kind === 'exists') {
				dispatch({type: 'save.exists', name});
				return;
			}

			tell(
				result.kind === 'saved'
					? message(
							'info',
							`Saved ${copy.what} (${bytesText(bytes.length)}) to ${result.path}, ${diskWords(copy)}.`,
						)
					: message('problem', `${copy.what} could not be saved: ${result.why}`),
			);
		},
	};
}

function storedExchange(session: Session, intent: number): StoredExchange | null {
	for (const {attempts} of session.getState().endpoints.values()) {
		const attempt = attempts.find(({intent: {seq}}) => seq === intent);
		if (attempt !== undefined) {
			return attempt.exchange;
		}
	}

	return null;
}

function asBytes(content: string | Uint8Array): Uint8Array {
	return typeof content === 'string' ? Buffer.from(content) : content;
}

function asText(content: string | Uint8Array): string {
	return typeof content === 'string'
		? content
		: Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
}
