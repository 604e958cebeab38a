import type { Happened } from '../world.ts';
import { overAt } from './dates.ts';
import { type Book, type Known, type Row, text } from './known.ts';
import type { RulebookData } from './rulebook-data.ts';

/** A preservation was written. */
export function preservationWritten(
  known: Known,
  row: Row,
  { record, event }: Happened,
  now: number,
  book: Book,
): void {
  const over = typeof row.until === 'string' ? Date.parse(row.until) : undefined;
  const linked = (row.linkedTo as { holds?: boolean }[] | undefined) ?? [];
  const isLifted = row.ended !== undefined;
  if (row.state === 'ended') {
    if (!isLifted && known.kept?.over !== undefined && now < known.kept.over)
      book.breach(
        known,
        'data is kept as long as the law says',
        `ended at ${event.at}, before ${text(known.kept.over)}`,
      );
    known.kept = { over, isEnded: true, isHeld: false };
    known.dates.delete('preservation');
    return;
  }
  const ends = keptUntil(known, row, record.demand, book.data);
  const own = ends.find((end) => end === over) ?? ends[0];
  if (own !== undefined && own !== over)
    book.breach(
      known,
      'dates are those of the law',
      `kept until ${row.until}, and the law says ${text(own)}`,
    );
  known.kept = { over: own ?? over, isEnded: false, isHeld: linked.some(({ holds }) => holds) };
  if (over === undefined) return;
  const kept = known.kept;
  book.watch(known, 'preservation', event.at, text(kept.over ?? over), now);
  book.atSending(known, kept.over ?? over, (at) => {
    if (known.kept === kept && !kept.isEnded && !kept.isHeld)
      book.breach(
        known,
        'data is kept as long as the law says',
        `to be kept until ${text(kept.over ?? 0)}, and still at ${text(at)}`,
      );
  });
}

/**
 * The ends that a preservation may have by the table of times: that of its page, or of a rule of it which has data kept for a
 * time of its own. None where the paper renews another, or gives no end.
 */
function keptUntil(
  known: Known,
  row: Row,
  { dates = {}, extension }: Happened['record']['demand'],
  data: RulebookData,
): number[] {
  const page = data.pages.get(known.instrument);
  const renewals = (row.renewals as unknown[] | undefined) ?? [];
  if (extension || row.until === undefined) return [];
  const service = dates.served ?? dates.received;
  const all = [page?.keeping, ...(page?.rules ?? []).map(({ otherwise }) => otherwise?.keeping)];
  return all.flatMap((keeping) => {
    const from = keeping?.from.map((name) =>
      name === 'service' ? service : dates[name as keyof typeof dates],
    );
    const start = from?.find((one) => one !== undefined);
    if (!keeping || start === undefined) return [];
    let last = data.last(keeping.clock, start);
    for (const _ of renewals) last = data.last(page?.keeping?.renewalClock ?? '', last);
    return [overAt(last)];
  });
}
