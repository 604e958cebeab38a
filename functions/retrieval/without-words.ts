import * as faults from '../shared/faults.ts';
import { isPassing } from '../shared/is-passing.ts';
import { faultName } from '../shared/named-fault.ts';
import { WithdrawnWhileRead } from './while-standing.ts';

const OURS = [...Object.values(faults), WithdrawnWhileRead];

/**
 * What was thrown where secrets were at hand, by its name and whether it passes. Its words, and what caused it, stay behind:
 * a parser of JSON quotes what it cannot read, a database's client the address that it cannot reach. Faults of ours hold no
 * such words.
 */
export function withoutWords(thrown: unknown): unknown {
  if (OURS.some((fault) => thrown instanceof fault)) return thrown;
  return Object.assign(new Error('a fault where secrets were at hand; its words may hold one'), {
    name: thrown instanceof Error ? faultName(thrown.name) : 'UnknownFault',
    ...(isPassing(thrown) ? { $retryable: { throttling: false } } : {}),
  });
}
