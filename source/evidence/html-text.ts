import {visibleText} from './visible-text.ts';

/** Text of any origin as an HTML text node or a quoted attribute value: controls are shown, markup is literal. */
export function htmlText(text: string): string {
	return visibleText(text)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}
