import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { LETTER, type LetterPart } from '../ledger/parts/letter.part.ts';
import { NOTICE, type NoticePart } from '../ledger/parts/notice.part.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import { secrecyNow } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import type { LettersRequest, LettersTaken } from './letters.route.ts';
import { lettersOf } from './letters-of.ts';
import { readSecrecy } from './secrecy-known.ts';

export type LettersDeps = LedgerDeps & { times: SecrecyTimes };
type Mailer = Principal<'mailer' | 'cleared-mailer'>;

/**
 * The mailer's part. Taking is the moment after which nobody can hold a letter back: orders are read once more in the change
 * that hands it over, so that an order comes before it or after it. A letter is sent when the mailer says so, and the customer
 * was told when that is said of all.
 */
export async function handleLetters(
  demandId: string,
  request: LettersRequest,
  mailer: Mailer,
  deps: LettersDeps,
): Promise<LettersTaken> {
  if (!(await deps.store.read(demandId))) throw notFound();
  if ('take' in request) return takeLetters(demandId, mailer, deps);
  return changeDemand<LettersTaken>(deps, demandId, async (record, at) => {
    const [plan, letters] = await Promise.all([
      deps.store.part(demandId, NOTICE()),
      lettersOf(demandId, deps.store),
    ]);
    const after = 'sent' in request ? sentOf(request.sent, letters, at) : failedOf(request.failed, letters);
    const unconfirmed = letters.filter(
      (one) => (after.find(({ letter }) => letter === one.letter) ?? one).state !== 'sent',
    ).length;
    const result = { id: demandId, unconfirmed };
    if (!plan || after.length === 0) return { unchanged: result };
    const isTold = unconfirmed === 0 && plan.state === 'planned';
    const numbers = after.map(({ letter }) => letter);
    return {
      set: isTold ? { facts: { ...record.facts, notice: 'sent' as const } } : {},
      action: isTold ? 'notice.sent' : 'sent' in request ? 'letter.confirmed' : 'letter.failed',
      actor: actorOf(mailer),
      detail: { letters: numbers, unconfirmed, ...(isTold ? { regime: plan.regime } : {}) },
      parts: [
        ...after.map((letter) =>
          replaced(
            LETTER(letter.letter),
            letter,
            letters.find((one) => one.letter === letter.letter),
          ),
        ),
        ...(isTold ? [replaced(NOTICE(), told(plan, at), plan)] : []),
      ],
      result,
    };
  });
}

async function takeLetters(demandId: string, mailer: Mailer, deps: LettersDeps): Promise<LettersTaken> {
  return changeDemand<LettersTaken>(deps, demandId, async (record, at) => {
    const { plan, paper, orders } = await readSecrecy(record, deps);
    if (plan?.state !== 'planned' || plan.queuedAt === undefined) throw problem('not_to_be_told');
    if (plan.takenAt === undefined && secrecyNow(paper, orders, at).silent) throw problem('not_to_be_told');
    const letters = await lettersOf(demandId, deps.store);
    const open = letters.filter(({ state }) => state !== 'sent');
    const taken = open.map(
      (letter): LetterPart => ({ ...letter, state: 'taken', takenAt: at, taken: letter.taken + 1 }),
    );
    return {
      set: {},
      action: 'letter.taken',
      actor: actorOf(mailer),
      detail: { letters: taken.map(({ letter }) => letter) },
      parts: [
        ...taken.map((letter, index) => replaced(LETTER(letter.letter), letter, open[index])),
        ...(plan.takenAt === undefined ? [replaced(NOTICE(), { ...plan, takenAt: at }, plan)] : []),
      ],
      result: {
        id: demandId,
        letters: taken.map(({ letter, account, locale, subject, text, html }) => ({
          letter,
          account,
          locale,
          subject,
          text,
          html,
        })),
        unconfirmed: open.length,
      },
    };
  });
}

/** Those that were not confirmed before; a letter that was never taken was not sent. */
function sentOf(
  sent: readonly { letter: number; providerId: string }[],
  letters: readonly LetterPart[],
  at: string,
): LetterPart[] {
  return sent.flatMap(({ letter, providerId }) => {
    const one = takenLetter(letter, letters);
    return one.state === 'sent' ? [] : [{ ...one, state: 'sent', sentAt: at, providerId }];
  });
}

const failedOf = (failed: readonly { letter: number }[], letters: readonly LetterPart[]): LetterPart[] =>
  failed.flatMap(({ letter }) => {
    const one = takenLetter(letter, letters);
    return one.state === 'sent' ? [] : [{ ...one, state: 'queued', failed: one.failed + 1 }];
  });

function takenLetter(letter: number, letters: readonly LetterPart[]): LetterPart {
  const one = letters.find((candidate) => candidate.letter === letter);
  if (!one || one.taken === 0) throw problem('no_such_letter');
  return one;
}

function told({ dueKind: _kind, dueAt: _at, ...kept }: NoticePart, at: string): NoticePart {
  return { ...kept, state: 'sent', sentAt: at };
}
