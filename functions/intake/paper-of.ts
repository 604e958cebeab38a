import type { Facts } from '../ledger/facts.schema.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { Demand } from '../shared/demand.schema.ts';

const DIGITS = 32;

/**
 * What tells the papers of an authority apart in the facts: the same instrument under the same reference with the same
 * documents is one paper, however often it is filed. Without documents nothing shows that two demands are one.
 */
export function paperOf(
  authorityId: string,
  { instrument, reference = '', documents = [] }: Demand,
): Pick<Facts, 'paper'> {
  if (documents.length === 0) return {};
  const hashes = [...new Set(documents.map(({ sha256 }) => sha256))].sort();
  const said = canonicalJson({ authorityId, instrument, reference, hashes });
  return { paper: sha256Hex(said).slice(0, DIGITS) };
}
