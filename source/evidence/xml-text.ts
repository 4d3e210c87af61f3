import {visibleText} from './visible-text.ts';

/**
 * Text of any origin for XML 1.0 content and quoted attributes. Characters that XML 1.0 forbids even as references are
 * among those that are shown as symbols.
 */
export function xmlText(text: string): string {
	return visibleText(text)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&apos;');
}
