import type {ClaimScope, Statement} from '../../audited-set.ts';
import {statementsInText} from '../text/statements.ts';
import {lineAt, type MarkdownDocument, type Unit} from './document.ts';
import type {Sections} from './sections.ts';
import {headingTexts, isWished} from './unit-claims.ts';

const complianceHeading =
	/complian|protocol|requirements?|checklist|acceptance|соответстви|протокол|требовани|критери|чек-?лист/iu;
const tick = /^[\s*_]{0,4}[✅✔✓☑🟢]/u;
const cross = /^[\s*_]{0,4}[❌✘✗✖⛔🔴☒⚠⏭◐]/u;

/** What the paragraphs and lists of a report say in words, and the requirements that they say are met. */
export function statementsOfUnits(
	file: string,
	{units}: MarkdownDocument,
	sections: Sections,
): readonly Statement[] {
	const parents: Unit[] = [];
	return units.flatMap((unit): readonly Statement[] => {
		if (unit.kind === 'heading' || unit.kind === 'code') {
			return [];
		}

		while (
			parents.length > 0 &&
			(unit.kind !== 'item' ||
				(parents.at(-1)?.indent ?? 0) >= unit.indent ||
				parents.at(-1)?.heading !== unit.heading)
		) {
			parents.pop();
		}

		const parent = parents.at(-1);
		if (unit.kind === 'item') {
			parents.push(unit);
		}

		const ticked = unit.checked || tick.test(unit.text);
		const crossed = cross.test(unit.text);
		const scope = scopeOf(unit, parent, sections);
		const heading = headingTexts(unit.heading);
		const said = statementsInText(unit.text, {
			placeAt: offset => ({file, line: lineAt(unit, offset)}),
			scope,
			named: text => sections.named(text),
			ticked,
			crossed,
			heading,
			isWish: isWished(unit.heading),
		});
		const isRequirement = (ticked || crossed) && complianceHeading.test(heading) && !isWished(unit.heading);
		return isRequirement
			? [
					...said,
					{
						place: {file, line: unit.line},
						text: unit.text.slice(0, 200),
						kind: 'requirement',
						scope,
						statuses: [],
						methods: [],
						ticked,
					},
				]
			: said;
	});
}

/** `Partners API:` above an indented item names the tests that the item speaks about. */
function scopeOf(unit: Unit, parent: Unit | undefined, sections: Sections): ClaimScope {
	return (parent === undefined ? null : sections.named(parent.text)) ?? sections.under(unit.heading);
}
