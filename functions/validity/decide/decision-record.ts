import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Determination } from '../../shared/determination.schema.ts';
import { decide } from './decide.ts';
import type { Rulebook } from './rulebook.ts';

/** A determination with the SHA-256 (lower-case hex) of the canonical JSON of what it was made from. */
export type DecisionRecord = { inputsHash: string; determination: Determination };

export function recordDecision(
  rulebook: Rulebook,
  demand: Demand,
  circumstances: Circumstances,
): DecisionRecord {
  return {
    inputsHash: sha256Hex(canonicalJson({ demand, circumstances })),
    determination: decide(rulebook, demand, circumstances),
  };
}
