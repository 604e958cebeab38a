import { canonicalJson } from '../shared/canonical-json.ts';
import { PartTooLarge } from '../shared/faults.ts';
import { due } from './parts/due.ts';
import type { Item } from './stored.ts';

/** DynamoDB takes items of up to 400 KB with their keys, and transactions of up to 4 MB. */
export const PIECE_BYTES = 350_000;
export const MAX_PIECES = 8;

/** An item as it is stored: itself, or what names its pieces and says when it is due, and the pieces in order. */
export type Cut = { item: Item; pieces: string[] };

/**
 * Cuts a body that is too large for one item: its canonical JSON, in ASCII, in pieces.
 * @throws PartTooLarge for what one transaction could not carry
 */
export function cut(body: Item): Cut {
  const [text, onIndex] = textOf(body);
  if (text.length <= PIECE_BYTES) return { item: body, pieces: [] };
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE_BYTES) }, (_, index) =>
    text.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  );
  if (pieces.length > MAX_PIECES) throw new PartTooLarge(`${text.length} bytes for one part`);
  return { item: { ...onIndex, pieces: pieces.length }, pieces };
}

/** Whether a body can be stored as a part. */
export const fits = (body: Item): boolean => textOf(body)[0].length <= MAX_PIECES * PIECE_BYTES;

/** How many pieces a stored item has; 0 where it is whole. */
export const piecesOf = ({ pieces }: Item): number => (typeof pieces === 'number' ? pieces : 0);

/** The body that was cut. What is due stands in the item, from which the sweeps take it. */
export function join({ pieces: _count, ...onIndex }: Item, pieces: readonly string[]): Item {
  return { ...JSON.parse(pieces.join('')), ...onIndex };
}

function textOf(body: Item): [text: string, onIndex: Item] {
  const is = (name: string) => name in due;
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => is(name) === wanted));
  const ascii = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return [canonicalJson(pick(false)).replaceAll(/[^ -~]/g, ascii), pick(true)];
}
