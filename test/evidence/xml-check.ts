/**
 * Throws unless the text is well-formed XML 1.0 of the kind that we write: a declaration, elements, quoted attributes,
 * no comments, no CDATA, no forbidden character.
 */
export function checkXml(text: string): void {
	const [declaration = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(text) ?? [];
	const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
	if (declaration === '' || forbidden !== null) {
		throw new Error(`forbidden character or no declaration: ${JSON.stringify(forbidden)}`);
	}

	const token =
		/<(?<close>\/?)(?<name>[\w.-]+)(?<attributes>(?: [\w.-]+="(?:[^<"&]|&(?:amp|lt|gt|quot|apos);)*")*)(?<self>\/?)>|(?<text>[^<&]|&(?:amp|lt|gt|quot|apos);)/uy;
	const open: string[] = [];
	token.lastIndex = declaration.length;
	let roots = 0;
	while (token.lastIndex < text.length) {
		const at = token.lastIndex;
		const groups = token.exec(text)?.groups;
		if (groups === undefined) {
			throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 80)}`);
		}

		const {close, name, self, attributes} = groups;
		const names = Array.from((attributes ?? '').matchAll(/ ([\w.-]+)="/g), ([, attribute]) => attribute);
		if (new Set(names).size < names.length) {
			throw new Error(`an attribute is repeated at ${at}`);
		}

		if (name === undefined) {
			continue;
		}

		if (close === '/') {
			if (open.pop() !== name) {
				throw new Error(`${name} is closed and was not open`);
			}
		} else {
			roots += open.length === 0 ? 1 : 0;
			if (self === '') {
				open.push(name);
			}
		}
	}

	if (open.length > 0 || roots !== 1) {
		throw new Error(`open at the end: ${open.join(', ')}; ${roots} roots`);
	}
}
