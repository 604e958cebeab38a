import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Cell } from './csv.ts';

/** What stands between the texts of a list. No country parts columns by it. */
export const BETWEEN = ' | ';

type Field = HarvestRecord['fields'][string] | undefined;

/** A field as one cell: lists of texts joined, whatever has more structure as JSON. */
export function cellOf(field: Field): Cell {
  if (field === undefined || field === null) return null;
  if (typeof field !== 'object') return field;
  const isList = Array.isArray(field) && field.every((one) => typeof one === 'string' && !one.includes('|'));
  return isList ? field.join(BETWEEN) : canonicalJson(field);
}
