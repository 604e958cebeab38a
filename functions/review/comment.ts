import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import { created, replaced } from '../ledger/part.ts';
import { COMMENT, type CommentPart } from '../ledger/parts/comment.part.ts';
import { WAITING } from '../ledger/parts/waiting.schema.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { isSamePerson } from '../shared/person.ts';
import { isStaff, type Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Commented, CommentRequest } from './comment.route.ts';
import { requireOwnDemand } from './withdraw.ts';

type Writer = Principal<'agent' | 'reviewer' | 'releaser' | 'cleared-reviewer' | 'cleared-releaser'>;

/** Of each side: an office that keeps writing does not keep the desk from answering. */
const MAX_COMMENTS = 100;

/**
 * Writes a comment that the authority and the desk see. Its text stands beside the demand and in no event. What the authority
 * writes waits on the desk's list until the desk writes something. The last one again by the same person is the same comment.
 */
export async function addComment(
  demandId: string,
  { text }: CommentRequest,
  principal: Writer,
  deps: LedgerDeps,
): Promise<Commented> {
  await requireReadable(demandId, principal, deps.store);
  const side = isStaff(principal) ? 'desk' : 'authority';
  return changeDemand<Commented>(deps, demandId, async (record, at) => {
    if (side === 'desk') requireOutsider(record, principal);
    const comments = await deps.store.parts(demandId, COMMENT(''));
    const last = comments.find(({ number }) => number === comments.length);
    if (last && last.text === text && isSamePerson(last.by, principal.subject))
      return { unchanged: { id: demandId, comment: last.number } };
    if (comments.filter((one) => one.side === side).length >= MAX_COMMENTS)
      throw problem('too_many_comments', { max: MAX_COMMENTS });
    const number = comments.length + 1;
    const waiting = comments.find(({ dueKind }) => dueKind !== undefined);
    const waits = side === 'authority' && !waiting ? { dueKind: WAITING.comment, dueAt: at } : {};
    const comment: CommentPart = { number, side, by: principal.subject, at, text, ...waits };
    return {
      set: withSession(record, principal),
      action: 'demand.commented' as const,
      actor: actorOf(principal),
      detail: { comment: number },
      parts: [
        created(COMMENT(number), comment),
        ...(side === 'desk' && waiting
          ? [replaced(COMMENT(waiting.number), answered(waiting), waiting)]
          : []),
      ],
      result: { id: demandId, comment: number },
    };
  });
}

const answered = ({ dueKind: _kind, dueAt: _at, ...comment }: CommentPart): CommentPart => comment;

async function requireReadable(id: string, principal: Writer, store: DemandStore): Promise<void> {
  const { role } = principal;
  if (role === 'agent') await requireOwnDemand(id, { ...principal, role }, store);
  else if (!(await store.read(id))) throw notFound();
}
