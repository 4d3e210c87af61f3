/** What programs that write text leave in it, and no server sends and no recorder saves. */

export type Markup = {
	readonly code: 'tool-tag' | 'code-fence' | 'chat-text' | 'merge-mark' | 'template';
	/** The mark itself, at most some 60 characters. */
	readonly found: string;
	readonly offset: number;
};

/** Tags of editors and tools: unmistakable wherever they stand. */
const toolTag =
	/<\/?(?:line_count|file_write|write_to_file|write_file|create_file|file_content|file_contents|file_path|str_replace\w*|apply_patch|replace_in_file|function_calls?|function_results?|tool_calls?|tool_use|tool_result|tool_response|invoke|antml:\w+|parameter name|artifact identifier|thinking|scratchpad|antArtifact|boltAction|boltArtifact|execute_command|attempt_completion)\b[^<>\n]{0,80}>|\[\/?(?:TOOL|TOOL_CALLS?|TOOL_RESULTS?|INST|FILE|ARTIFACT)\]|<\|(?:im_start|im_end|endoftext|eot_id|tool_call)[^|\n]{0,20}\|>/g;
/** Tags that mean something in a page: marks only where they stand alone on a line outside of JSON. */
const looseTag =
	/^[ \t]*<\/?(?:content|file|code|answer|output|response|result|document|json|text|path|source|artifact|parameter|arguments?|input|assistant|user|system)(?:\s[^<>\n]{0,80})?>/gm;
const fence = /^[ \t]*(?:`{3,}|~{3,})[ \t]*[\w+-]{0,20}[ \t]*$/gm;
const mergeMark = /^(?:<{7}|>{7})(?: .{0,60})?$|^={7}$/gm;
const chat =
	/^[ \t]*(?:(?:here(?:'s|’s| is| are) (?:the|your|an?|my)|sure[,!.]|certainly[,!.]|of course[,!.]|i(?:'ve|’ve| have) (?:created|written|generated|updated|added|saved)|i(?:'ll|’ll| will) (?:create|write|generate|now)|below is|this (?:file|json|response) (?:contains|represents|shows)|the (?:file|rest of the) (?:content|file|response)|let me|note: this (?:is|response)|as an ai|вот (?:ваш|содержимое|файл|ответ|json|пример)|конечно[,!.]|ниже приведен|я (?:создал|сгенерировал|обновил))\b[^\n"]{0,60})/gim;
const template =
	/\{\{\s*[\w.$-]{1,60}\s*\}\}|\$\{[\w.]{1,60}\}|<(?:[A-Z][A-Z\d]*(?:[_ -][A-Z\d]+){0,5}|(?:your|insert|enter|todo|placeholder|fill)[-_ ][\w -]{1,50})>/g;
/** What stands where something was masked or cut. */
const maskWord =
	/redact|mask|hidden|secret|token|removed|omitted|truncated|snip|cut|binary|base64|empty|none|null|скрыт/i;

/** Marks in text that stands outside of any JSON value: before it, after it, or all of what is no JSON. */
export function markupOutsideJson(text: string): Markup | null {
	return (
		first(text, toolTag, 'tool-tag') ??
		first(text, mergeMark, 'merge-mark') ??
		first(text, fence, 'code-fence') ??
		first(text, looseTag, 'tool-tag') ??
		first(text, chat, 'chat-text')
	);
}

/** Tags of tools in a text that a server may have sent. */
export function toolTagIn(text: string): Markup | null {
	return first(text, toolTag, 'tool-tag');
}

/** An unfilled place of a template in a value that a recorder would have filled. */
export function templateIn(text: string): Markup | null {
	for (const match of text.slice(0, 20_000).matchAll(template)) {
		if (!maskWord.test(match[0])) {
			return {code: 'template', found: match[0].slice(0, 60), offset: match.index};
		}
	}

	return null;
}

function first(text: string, pattern: RegExp, code: Markup['code']): Markup | null {
	pattern.lastIndex = 0;
	const match = pattern.exec(text);
	return match === null ? null : {code, found: match[0].trim().slice(0, 60), offset: match.index};
}
