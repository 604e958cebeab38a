import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { isOut, LETTER, type LetterPart, mayBeKnown } from '../ledger/parts/letter.part.ts';
import { NOTICE, type NoticePart } from '../ledger/parts/notice.part.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import { secrecyNow } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { LETTERS_AT_ONCE, type LettersRequest, type LettersTaken } from './letters.route.ts';
import { planOf } from './plan-of.ts';
import { readSecrecy } from './secrecy-known.ts';

export type LettersDeps = LedgerDeps & { times: SecrecyTimes };
type Mailer = Principal<'mailer' | 'cleared-mailer'>;

/**
 * The mailer's part. Taking is the moment after which nobody can hold a letter back, until the mailer says that it could not be
 * sent: orders are read once more in each change that hands letters over, so that an order comes before it or after it. A letter is sent when the mailer says so, and the customer
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
    const known = await readSecrecy(record, deps);
    const { plan, paper, orders, letters } = known;
    const changed = 'sent' in request ? sentOf(request.sent, letters, at) : failedOf(request.failed, letters);
    const after = letters.map((one) => changed.find(({ letter }) => letter === one.letter) ?? one);
    const unconfirmed = after.filter(({ state }) => state !== 'sent').length;
    const result = { id: demandId, unconfirmed };
    if (!plan || changed.length === 0) return { unchanged: result };
    const isTold = unconfirmed === 0 && (plan.state === 'planned' || plan.state === 'prohibited');
    const isHeld = !isTold && secrecyNow(paper, orders, at).silent && !after.some(isOut);
    // What came back while an order lives is held with the others, and written anew when that is over.
    const anew = isHeld ? planOf(record, { ...known, letters: after }, { at, times: deps.times }) : undefined;
    const facts = isTold ? { ...record.facts, notice: 'sent' as const } : anew?.facts;
    return {
      set: facts ? { facts } : {},
      action: isTold ? 'notice.sent' : 'sent' in request ? 'letter.confirmed' : 'letter.failed',
      actor: actorOf(mailer),
      detail: {
        letters: changed.map(({ letter }) => letter),
        unconfirmed,
        ...(isTold ? { regime: plan.regime } : {}),
      },
      parts: [
        ...changed.map((letter) => replacedLetter(letter, letters)),
        ...(isTold ? [replaced(NOTICE(), told(plan, at), plan)] : (anew?.parts ?? [])),
      ],
      result,
    };
  });
}

async function takeLetters(demandId: string, mailer: Mailer, deps: LettersDeps): Promise<LettersTaken> {
  return changeDemand<LettersTaken>(deps, demandId, async (record, at) => {
    const { plan, paper, orders, letters } = await readSecrecy(record, deps);
    if (plan?.state !== 'planned' || plan.queuedAt === undefined) throw problem('not_to_be_told');
    if (secrecyNow(paper, orders, at).silent) throw problem('not_to_be_told');
    const taken = letters
      .filter(({ state }) => state === 'queued')
      .slice(0, LETTERS_AT_ONCE)
      .map((letter): LetterPart => ({ ...letter, state: 'taken', takenAt: at, taken: letter.taken + 1 }));
    const result = {
      id: demandId,
      letters: taken.map(({ letter, account, taken: times, locale, subject, text, html }) => ({
        letter,
        account,
        taken: times,
        locale,
        subject,
        text,
        html,
      })),
      unconfirmed: letters.filter(({ state }) => state !== 'sent').length,
    };
    if (taken.length === 0) return { unchanged: result };
    return {
      set: {},
      action: 'letter.taken',
      actor: actorOf(mailer),
      detail: { letters: taken.map(({ letter }) => letter) },
      parts: [
        ...taken.map((letter) => replacedLetter(letter, letters)),
        ...(plan.takenAt === undefined ? [replaced(NOTICE(), { ...plan, takenAt: at }, plan)] : []),
      ],
      result,
    };
  });
}

function replacedLetter(letter: LetterPart, before: readonly LetterPart[]) {
  return replaced(
    LETTER(letter.letter),
    letter,
    before.find((one) => one.letter === letter.letter),
  );
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

const failedOf = (
  failed: readonly { letter: number; taken?: number | undefined }[],
  letters: readonly LetterPart[],
): LetterPart[] =>
  failed.flatMap(({ letter, taken }) => {
    const one = takenLetter(letter, letters);
    if (taken !== undefined && taken !== one.taken) return [];
    // Said twice, it failed once.
    return mayBeKnown(one) && one.state !== 'sent'
      ? [{ ...one, state: 'queued', failed: one.failed + 1 }]
      : [];
  });

function takenLetter(letter: number, letters: readonly LetterPart[]): LetterPart {
  const one = letters.find((candidate) => candidate.letter === letter);
  if (!one || one.taken === 0) throw problem('no_such_letter');
  return one;
}

function told(
  { dueKind: _kind, dueAt: _at, written: _written, ...kept }: NoticePart,
  at: string,
): NoticePart {
  return { ...kept, state: 'sent', sentAt: at };
}
