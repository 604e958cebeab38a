import type { Happened } from '../world.ts';
import { overAt } from './dates.ts';
import type { DeskRow, PageRow, RulebookData } from './rulebook-data.ts';

/** A date that a check must have begun to watch. */
export type Expected = { name: string; row: DeskRow; from: string; until: string };

/** What of a determination gives dates. */
type Checked = {
  outcome: string;
  due?: string;
  until?: string;
  preserve: boolean;
  deadlines?: { clock: string; until: string }[];
  notice: { regime: string; until?: string };
};

/** Outcomes in which `until` is the end of an order that runs. */
const RUNS = ['accept', 'narrow', 'refer', 'hold'];

/**
 * The dates of a demand after a check: what the law made of the paper is taken from the determination, and every date counted
 * again from the paper and the rulebook's tables.
 */
export function expectedOf(
  { record, event, parts }: Happened,
  data: RulebookData,
): { dates: Expected[]; notice: Checked['notice']; faults: string[] } {
  const { round } = record;
  const checked = (parts.get(`determination#${round}`)?.determination ?? {}) as Checked;
  const step = parts.get(`step#check-validity#${round}`)?.result as { outcome: string };
  const page = data.pages.get(record.demand.instrument);
  const { notice, due, until, preserve, deadlines = [] } = checked;
  const faults = [...noticeFaults(record, notice, page), ...dueFaults(record, checked, page, data)];
  if (['reject', 'redirect', 'preserve'].includes(step.outcome)) return { dates: [], notice, faults };
  const { returnDue, executeBy } = record.demand.dates ?? {};
  const filed = record.filedAt;
  const dates: Expected[] = [];
  const add = (name: string, from: string, end: string | undefined, row = data.desk[name]) => {
    if (!row) throw new RangeError(`no row ${name}`);
    dates.push({ name, row, from, until: end ?? data.last(row.lasts ?? '', from) });
  };
  const isEmergency = record.facts.series === 'emergency' || record.demand.emergency !== undefined;
  const wait = step.outcome === 'hold' ? 'hold' : 'review';
  if (step.outcome === 'suspend' && until !== undefined) add('suspension', event.at, until);
  else add(isEmergency ? `${wait}-emergency` : wait, event.at, undefined);
  if (due !== undefined) add('answer', filed, due);
  if (returnDue !== undefined && returnDue !== due) add('return', filed, returnDue);
  if (executeBy !== undefined) add('execution', filed, executeBy);
  if (until !== undefined && !preserve && RUNS.includes(step.outcome)) add('order-end', filed, until);
  for (const { clock, until: said } of deadlines) {
    const own = page?.deadlines
      ?.filter((one) => one.clock === clock)
      .flatMap(({ from }) => startOf(record, from).map((start) => data.last(clock, start)));
    if (own && !own.some((end) => overAt(end) === overAt(said)))
      faults.push(`${clock} ends on ${own.join(' or ')}, and not on ${said}`);
    add(
      clock,
      filed,
      own?.[0] ?? said,
      Object.values(data.desk).find((row) => row.for?.includes(clock)),
    );
  }
  return { dates, notice, faults };
}

/** A day on which the answer is due is one that a rule of the page gives; the first that asks nothing gives it always. */
function dueFaults(
  record: Happened['record'],
  { due, outcome }: Checked,
  page: PageRow | undefined,
  data: RulebookData,
): string[] {
  const own = (page?.due ?? []).flatMap(({ paper, clock, from = [], when }) => {
    const [start] = startOf(record, paper === undefined ? from : [paper]);
    if (start === undefined) return [];
    const end = paper !== undefined ? start : data.last(clock ?? '', start);
    return [{ end, isAlways: when === undefined }];
  });
  if (due !== undefined && own.length > 0 && !own.some(({ end }) => overAt(end) === overAt(due)))
    return [`the answer is due on ${own.map(({ end }) => end).join(' or ')}, and not on ${due}`];
  const isDisclosed = ['accept', 'narrow', 'refer', 'suspend'].includes(outcome);
  if (due === undefined && isDisclosed && own[0]?.isAlways) return [`the answer is due on ${own[0].end}`];
  return [];
}

/** A court's order that names a day silences us to the end of that day. */
function noticeFaults(
  { demand: { secrecy }, filedAt }: Happened['record'],
  notice: Checked['notice'],
  page: PageRow | undefined,
): string[] {
  if (secrecy?.orderedBy !== 'court' || secrecy.until === undefined || page?.notice.regime !== 'notify')
    return [];
  if (page.notice.fixed || !/2705\(b\)/.test(secrecy.basis) || overAt(secrecy.until) <= Date.parse(filedAt))
    return [];
  return notice.regime === 'delay' && notice.until !== secrecy.until
    ? [`a court silences us until ${secrecy.until}, and not until ${notice.until}`]
    : [];
}

/** The first of these dates that is known: of the paper, or the day of service. */
function startOf(
  { demand: { dates = {} }, filedAt }: Happened['record'],
  names: readonly string[],
): string[] {
  const service = dates.served ?? dates.received ?? filedAt;
  const known = names.map((name) => (name === 'service' ? service : dates[name as keyof typeof dates]));
  return known.filter((one) => one !== undefined).slice(0, 1);
}
