import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { created } from '../ledger/part.ts';
import { NOTE } from '../ledger/parts/note.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Noted } from './note.route.ts';
import type { NoteRequest } from './note.schema.ts';
import { requirePresent } from './require-present.ts';

type Writer = Principal<'reviewer' | 'releaser' | 'cleared-reviewer' | 'cleared-releaser'>;

const MAX_NOTES = 200;

/**
 * Writes a note for the desk alone. Its text stands beside the demand and in no event. The last one again by the same person
 * is the same note.
 */
export async function addNote(
  demandId: string,
  { text, on }: NoteRequest & { on?: number },
  principal: Writer,
  deps: LedgerDeps,
): Promise<Noted> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<Noted>(deps, seen, async (record, at) => {
    requireOutsider(record, principal);
    const notes = await deps.store.parts(demandId, NOTE(''));
    const last = notes.find(({ number }) => number === notes.length);
    if (last && last.text === text && isSamePerson(last.by, principal.subject))
      return { unchanged: { id: demandId, note: last.number } };
    requirePresent(record, { on });
    if (notes.length >= MAX_NOTES) throw problem('too_many_notes', { max: MAX_NOTES });
    const number = notes.length + 1;
    return {
      set: {},
      action: 'demand.noted' as const,
      actor: actorOf(principal),
      detail: { note: number },
      parts: [created(NOTE(number), { number, by: principal.subject, at, text })],
      result: { id: demandId, note: number },
    };
  });
}
