import type {ReportTable} from '../../audited-set.ts';
import type {Heading} from './document.ts';

/** A table with what is known of where it stands. */
export type PlacedTable = ReportTable & {readonly under: Heading | null};
