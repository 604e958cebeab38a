import { overAt } from './dates.ts';
import { type Book, type Known, type Row, text } from './known.ts';

/** What the audit is told of letters. */
export type Letter = { demandId: string; account: string; at: string };

/** The plan of a notice was written. */
export function noticeWritten(known: Known, row: Row, now: number, book: Book): void {
  known.notice = { state: String(row.state), isQueued: row.queuedAt !== undefined };
  askWhenFree(known, now, book);
  if (row.state !== 'planned' || row.queuedAt === undefined) {
    known.overdue = undefined;
    return;
  }
  const again = Number(row.again ?? 0);
  if (known.overdue?.again === again) return;
  known.overdue = { from: now, again };
  const clock = book.data.again[Math.min(again, book.data.again.length - 1)] ?? '';
  const { overdue } = known;
  book.atSending(known, overAt(book.data.last(clock, text(now))), (at) => {
    // An order that came since holds what only waits.
    if (known.overdue !== overdue || known.silence.isAt(at)) return;
    book.breach(
      known,
      'letters that nobody confirms are told of',
      `queued at ${text(now)}, and nothing by ${text(at)}`,
    );
  });
}

/** The customer is told by the first run after nothing silences us any more. */
export function askWhenFree(known: Known, now: number, book: Book): void {
  const isOpen = (state?: string) => state === 'planned' || state === 'prohibited';
  if (!isOpen(known.notice?.state) || known.notice?.isQueued) return;
  const free = known.silence.freeFrom(now);
  if (!Number.isFinite(free)) return;
  book.atSending(known, free, (at) => {
    if (!isOpen(known.notice?.state) || known.notice?.isQueued || known.silence.isAt(at)) return;
    if (known.silence.freeFrom(free) > free) return;
    book.breach(
      known,
      'nobody is forgotten',
      `the customer could be told from ${text(free)} on, and was not by ${text(at)}`,
    );
  });
}

/** Letters that reached nobody, or somebody twice, or somebody whom they do not concern. */
export function lettersAtEnd(
  all: ReadonlyMap<string, Known>,
  letters: readonly Letter[],
  { breach }: Pick<Book, 'breach'>,
): void {
  const delivered = new Map<string, number>();
  for (const { demandId, account } of letters) {
    const name = `${demandId} ${account}`;
    delivered.set(name, (delivered.get(name) ?? 0) + 1);
  }
  for (const [name, times] of delivered) {
    const [demandId = '', account = ''] = name.split(' ');
    const known = all.get(demandId);
    if (!known) continue;
    if (times > 1) breach(known, 'each customer is told once', `${account}: ${times} times`);
    if (!known.accounts.has(account)) breach(known, 'only who is concerned is told', account);
  }
  for (const known of all.values()) {
    if (known.notice?.state === 'sent')
      for (const account of known.accounts)
        if (!delivered.has(`${known.id} ${account}`))
          breach(known, 'each customer is told once', `${account} was never told, and the ledger says so`);
  }
}
