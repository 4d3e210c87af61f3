import type {FileKind} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import {isArtifactValue, isArtifactName, isCtrf, isListOfRecords, isRecord} from './json-kind.ts';
import {hashLineShare, isChecksumsName, isHashMap, isHashPrintout} from './checksums-shape.ts';
import {textOf} from './text.ts';

/** Read whole to be classified; what is larger is judged by its name alone. */
const maximumParsed = 32 * 1024 * 1024;

/**
 * What a file is, by its name and its content: other teams name their files as they like.
 *
 * A Markdown or text file is a `report` here unless its name says that it is something else; whether it really speaks
 * about a run is known once it was read.
 *
 * @param path POSIX, inside an archive after `!/`
 */
export function classify(path: string, bytes: Buffer): FileKind {
	const name = baseName(path).toLowerCase();
	if (name.endsWith('.zip') || (startsLikeZip(bytes) && !containerName.test(name))) {
		return 'archive';
	}

	if (isJournal(name, bytes)) {
		return 'journal';
	}

	const text = textOf(bytes);
	if (text === null) {
		return isArtifactName(path) && /\.(?:json|txt)$/.test(name) ? 'artifact' : 'other';
	}

	if (isChecksumsName(name) && !name.endsWith('.json')) {
		return 'checksums';
	}

	const first = firstLine(text);
	return byExtension(path, name, text, first);
}

/**
 * Our journal, even when somebody changed, moved or removed its first lines, or nothing is left of it: else such an edit
 * would turn a set of ours into a foreign one, which has less to prove.
 */
function isJournal(name: string, bytes: Buffer): boolean {
	if (!name.endsWith('.jsonl')) {
		return false;
	}

	const start = bytes.subarray(0, 256 * 1024).toString('latin1');
	if (/^\{"seq":\d+,"at":"[^"\n]*","type":"session\.opened"/.test(start)) {
		return true;
	}

	return (
		name === 'session.jsonl' &&
		(/^[\0\s]*$/.test(start) ||
			/^\{"seq":\d+,"at":"[^\n]*"type":"[a-z.]+"/m.test(start) ||
			/,"h":"[\da-f]{64}"\}$/m.test(start))
	);
}

/** Formats that are zips inside; their parts are no evidence files. */
const containerName = /\.(?:docx|xlsx|pptx|odt|ods|odp|jar|war|apk|whl|nupkg|vsix|epub)$/;

function startsLikeZip(bytes: Buffer): boolean {
	return bytes.length >= 4 && [0x504b0304, 0x504b0506, 0x504b0708].includes(bytes.readUInt32BE(0));
}

function byExtension(path: string, name: string, text: string, first: string): FileKind {
	const extension = /\.([^.]*)$/.exec(name)?.[1] ?? '';
	switch (extension) {
		case 'jsonl':
		case 'ndjson':
			return 'log';
		case 'csv':
		case 'tsv':
			return 'counts';
		case 'json':
		case 'json5':
		case 'har':
			return jsonKind(path, text, first);
		case 'md':
		case 'markdown':
			return name === 'verify.md' && /^# /.test(text) && text.includes('session.jsonl')
				? 'own-report'
				: 'report';
		case 'html':
		case 'htm':
			return text.includes('QTickets Explorer') || text.includes('qtickets-explorer')
				? 'own-report'
				: 'document';
		case 'xml':
			return /<testsuites?\b/.test(text.slice(0, 4096)) &&
				/qtickets-explorer|<property name="verdict"/.test(text)
				? 'own-report'
				: 'document';
		case 'txt':
		case 'text':
		case 'log':
		case 'out':
		case 'rst':
		case 'adoc':
		case '':
			return textKind(path, extension, text, first);
		default:
			return 'document';
	}
}

function jsonKind(path: string, text: string, first: string): FileKind {
	const value = text.length <= maximumParsed ? parsed(text) : undefined;
	if (value === undefined) {
		if (isArtifactName(path)) {
			return 'artifact';
		}

		return isJsonLines(text, first) ? 'log' : looksLikeExchange(text) ? 'artifact' : 'document';
	}

	if (isCtrf(value)) {
		return 'own-report';
	}

	if (isHashMap(value)) {
		return 'checksums';
	}

	if (isListOfRecords(path, value)) {
		return 'log';
	}

	return isArtifactValue(path, value) ? 'artifact' : 'document';
}

function textKind(path: string, extension: string, text: string, first: string): FileKind {
	if (isJsonLines(text, first)) {
		return 'log';
	}

	if (isArtifactName(path) && extension !== 'log') {
		return 'artifact';
	}

	if (hashLineShare(text) > 0.5 || isHashPrintout(text)) {
		return 'checksums';
	}

	return documentName.test(baseName(path)) || extension === 'log' || extension === 'out'
		? 'document'
		: 'report';
}

/** A text of this name speaks about a program or a plan, not about a run. */
export const documentName =
	/^(?:licen[cs]e|copying|notice|authors|changelog|requirements(?:[-_.]\w+)?\.txt|robots|pipfile|makefile|dockerfile|\.)/i;

/** At least two lines, the first and most of the others JSON objects. */
function isJsonLines(text: string, first: string): boolean {
	if (!first.startsWith('{') || !isRecord(parsed(first))) {
		return false;
	}

	const lines = text
		.slice(0, 256 * 1024)
		.split('\n', 200)
		.filter(line => line.trim() !== '');
	const objects = lines.filter(line => line.trimStart().startsWith('{'));
	return lines.length >= 2 && objects.length > lines.length / 2;
}

/** Broken JSON all the same: something that was meant to hold a request or an answer. */
function looksLikeExchange(text: string): boolean {
	return /"(?:status(?:_?code)?|response|headers|body)"\s*:/i.test(text.slice(0, 16 * 1024));
}

function firstLine(text: string): string {
	const start = Math.max(0, text.slice(0, 1024).search(/\S/));
	const end = text.indexOf('\n', start);
	return text.slice(start, end === -1 ? undefined : end).trimEnd();
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
