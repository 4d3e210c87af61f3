import type {Call} from './call.ts';
import {restInvalid, refuse} from './envelopes.ts';
import {filledText, isRecord, textOrNull, valueAt} from './json-value.ts';
import {nextId, type Client} from './world.ts';

/** Takes over the details that were sent and leaves the others. */
export function changeDetails(client: Client, details: unknown): void {
	const sent = isRecord(details) ? details : {};
	const {details: own} = client;
	own.name = textOrNull(sent.name) ?? own.name;
	for (const key of ['surname', 'middlename', 'phone'] as const) {
		if (Object.hasOwn(sent, key)) {
			own[key] = textOrNull(sent[key]);
		}
	}

	own.vk_id = textOrNull(sent.vk_id) ?? own.vk_id;
	own.facebook_id = textOrNull(sent.facebook_id) ?? own.facebook_id;
}

/**
 * Creates the client or updates the one with the same e-mail; that the e-mail is the key is inferred (§2.2).
 *
 * @param data `{email, details{…}}`
 * @throws {Refusal} without an e-mail
 */
export function upsertClient(call: Call, data: unknown): Client {
	const email = filledText(valueAt(data, 'email'));
	if (email === undefined) {
		return refuse(restInvalid(call.mode, 'email', 'the email is missing'));
	}

	let client = call.state.clients.find(candidate => candidate.email.toLowerCase() === email.toLowerCase());
	if (client === undefined) {
		client = {
			id: nextId(call.state, 'client'),
			email,
			details: {
				id: nextId(call.state, 'details'),
				name: '',
				middlename: null,
				surname: null,
				phone: null,
				vk_id: '',
				facebook_id: '',
			},
		};
		call.state.clients.push(client);
	}

	changeDetails(client, valueAt(data, 'details'));
	return client;
}
