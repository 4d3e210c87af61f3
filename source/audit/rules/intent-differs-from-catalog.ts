import type {Endpoint} from '../../catalog/catalog.ts';
import type {Discovery} from '../finding.ts';
import {eventPlace, eventsOf, sameCatalog, type EventOf} from '../journal-events.ts';
import type {AuditedSet} from '../audited-set.ts';
import {notEvaluated, type Rule} from '../rule.ts';

type Intent = EventOf<'request.intent'>;

export const intentDiffersFromCatalog: Rule = {
	id: 'intent-differs-from-catalog',
	proves: 'what the journal says of a test is not what the catalog of the run says',
	severity: 'high',
	circumstantial: false,
	why: 'Name, reference and kind of a test come from the catalog as it was; here they were changed afterwards.',
	needs: ['journal', 'catalog'],
	check(set) {
		const catalog = sameCatalog(set);
		if (typeof catalog === 'string') {
			return notEvaluated(catalog);
		}

		return eventsOf(set, 'request.intent').flatMap(intent => {
			const endpoint = catalog.endpoints.get(intent.endpoint_id);
			const section = catalog.sections.find(({id}) => id === endpoint?.section)?.title ?? endpoint?.section;
			return endpoint === undefined
				? [told(set, intent, 'endpoint_id', 'no such test in the catalog')]
				: [...differing(set, intent, endpoint, section ?? '')];
		});
	},
};

function* differing(
	set: AuditedSet,
	intent: Intent,
	endpoint: Endpoint,
	section: string,
): Generator<Discovery> {
	const variant = endpoint.variants.find(({name}) => name === intent.variant);
	if (variant === undefined) {
		yield told(set, intent, 'variant', 'no such variant in the catalog');
		return;
	}

	const expected = {
		title: endpoint.title,
		section: endpoint.section,
		section_title: section,
		spec_ref: endpoint.specRef,
		artifact: endpoint.artifact,
	} as const;
	for (const [name, value] of Object.entries(expected) as Array<[keyof typeof expected, string]>) {
		if (intent[name] !== value) {
			yield told(set, intent, name, JSON.stringify(value));
		}
	}

	if (intent.request.method !== variant.method) {
		const place = eventPlace(set, intent, '/request/method');
		yield {
			place,
			subject: intent.endpoint_id,
			claimed: intent.request.method.slice(0, 20),
			found: variant.method,
		};
	}

	if (!intent.writes && variant.writes) {
		yield told(set, intent, 'writes', 'the catalog says that it changes data');
	}
}

function told(
	set: AuditedSet,
	intent: Intent,
	member:
		'endpoint_id' | 'variant' | 'title' | 'section' | 'section_title' | 'spec_ref' | 'artifact' | 'writes',
	found: string,
): Discovery {
	return {
		place: eventPlace(set, intent, `/${member}`),
		subject: intent.endpoint_id,
		claimed: JSON.stringify(intent[member]).slice(0, 120),
		found: found.slice(0, 120),
	};
}
