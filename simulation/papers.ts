import type { Random } from '../examples/provider/random.ts';
import { sha256Hex } from '../functions/shared/canonical-json.ts';
import type { AccountMatch } from '../functions/shared/circumstances.schema.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import type { Rulebook } from '../functions/validity/decide/rulebook.ts';
import { someAuthorityOf } from './register.ts';

const DAY_MS = 86_400_000;

/** A paper as an office files it, and whose accounts its targets name. */
export type Paper = { demand: Demand; authorityId: string; accounts: readonly AccountMatch[] };

type Page = Rulebook['instruments'][string];

/** Instruments that offices use more than others. The rest share what is left. */
const OFTEN: Readonly<Record<string, number>> = {
  'us/search-warrant': 14,
  'us/grand-jury-subpoena': 10,
  'us/2703d-order': 6,
  'us/preservation-request': 8,
  'us/emergency-disclosure': 6,
  'us/national-security-letter': 4,
  'eu/epoc': 6,
  'eu/epoc-pr': 4,
};

/** Each page as often as it is used. */
export const pagesOf = (
  { instruments }: Rulebook,
  only: readonly string[] = Object.keys(instruments),
): string[] => [...only].sort().flatMap((id) => Array.from({ length: OFTEN[id] ?? 1 }, () => id));

/**
 * The paper of a demand: the sample of a page or one of its worked examples, with its dates moved to the day on which it is
 * filed, targets that nobody else's demand names, and now and then an order of a court that silences us.
 */
export function paperOf(page: Page, number: number, at: string, random: Random): Paper {
  const example = random.chance(0.3) ? random.pick(page.examples) : undefined;
  const circumstances = merged(page.sample.circumstances, example?.circumstances);
  const days = Math.round(
    (Date.parse(at.slice(0, 10)) - Date.parse(circumstances.now.slice(0, 10))) / DAY_MS,
  );
  const asFiled = moved(merged(page.sample.demand, example?.demand), days);
  const secrecy =
    page.mode === 'disclose' && page.notice.fixed !== true && random.chance(0.45)
      ? silenceOf(at, random)
      : undefined;
  const demand = Demand.parse({
    ...asFiled,
    reference: `sim-${number}`,
    targets: asFiled.targets.map((target, index) =>
      target.type === 'email' ? { ...target, value: mailOf(number, index) } : target,
    ),
    documents: [{ sha256: sha256Hex(`paper ${number}`), mediaType: 'application/pdf', title: 'The paper' }],
    ...(secrecy && asFiled.secrecy === undefined ? { secrecy } : {}),
  });
  return { demand, authorityId: someAuthorityOf(demand.authority).id, accounts: circumstances.accounts };
}

export const mailOf = (number: number, target: number) => `n${number}t${target}@example.com`;

/** An order of a court: most for some months, some without an end, some that are over when they come. */
function silenceOf(at: string, random: Random): NonNullable<Demand['secrecy']> {
  const common = { basis: '18 USC 2705(b)', orderedBy: 'court' as const, issued: dayAfter(at, -3) };
  return random.chance(0.1)
    ? common
    : { ...common, until: dayAfter(at, random.pick([-1, 14, 30, 60, 90, 90, 180, 365])) };
}

export const dayAfter = (at: string, days: number) =>
  new Date(Date.parse(at) + days * DAY_MS).toISOString().slice(0, 10);

/** A worked example as the case that it stands for; null takes a member away. */
function merged<T extends object>(sample: T, own: Record<string, unknown> = {}): T {
  const entries = Object.entries({ ...sample, ...own }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as T;
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/;

/** Every date and instant of a paper, so many days later. */
export function moved<T>(value: T, days: number): T {
  if (typeof value === 'string') return (MOMENT.test(value) ? movedMoment(value, days) : value) as T;
  if (Array.isArray(value)) return value.map((one) => moved(one, days)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, moved(one, days)])) as T;
}

/** Its time of day and its zone stay. */
function movedMoment(moment: string, days: number): string {
  const later = new Date(Date.parse(moment.slice(0, 10)) + days * DAY_MS);
  return `${later.toISOString().slice(0, 10)}${moment.slice(10)}`;
}
