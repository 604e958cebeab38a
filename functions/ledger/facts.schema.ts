import * as z from 'zod/mini';
import { instant, moment } from '../shared/moment.schema.ts';
import { isItem, type Stored, stored } from './stored.ts';

export const SERIES = [
  'criminal',
  'civil',
  'emergency',
  'preservation',
  'national-security',
  'regulatory',
  'informational',
] as const;

/** How a demand has ended so far; these partition the demands received. */
export const FACT_OUTCOMES = [
  'pending',
  'content',
  'non-content',
  'no-data',
  'rejected',
  'redirected',
  'preserved',
  'withdrawn',
] as const;

/** By which way a demand comes: to us, through a treaty, under an agreement between two countries, or as an order of the Union. */
export const CHANNELS = [
  'direct',
  'mlat',
  'agreement',
  'e-evidence',
  'dsa-9',
  'dsa-10',
  'emergency',
] as const;

/** Whether its authority acts under the law of its own country there, or from abroad; of a central authority nobody knows. */
export const ORIGINS = ['domestic', 'foreign', 'unknown'] as const;

const count = z.int().check(z.minimum(0));
const country = z.string().check(z.regex(/^[A-Z]{2}$/));

/**
 * What a transparency report may know of a demand: no identifier, no name, no text of the paper.
 * Every ledger event carries the facts as they stood after it, so that the last event alone rebuilds the numbers.
 */
export const Facts = z.strictObject({
  /** When we received it; decides the reporting period. */
  receivedAt: instant,
  /** ISO 3166-1 alpha-2 of the issuing authority. */
  country,
  level: z.string(),
  authorityKind: z.string(),
  instrument: z.string(),
  series: z.enum(SERIES),
  /** When it was served, as the paper says; where it does not say, and in earlier facts, absent. */
  servedAt: z.optional(moment),
  /** Earlier facts say neither, nor the service. */
  channel: z.optional(z.enum(CHANNELS)),
  origin: z.optional(z.enum(ORIGINS)),
  /** Which service of ours holds what it asks for: its name, `several` or `none`. */
  service: z.optional(z.string()),
  /** Identifiers that the demand names, without removing doubles. */
  identifiers: count,
  /** Accounts that they resolved to. */
  accounts: count,
  enterprise: z.boolean(),
  /** What customers the accounts are of; where they are of several, the most public one. Earlier facts say `enterprise` alone. */
  customers: z.optional(z.enum(['consumer', 'enterprise', 'public-sector'])),
  /** Where the data of the accounts lies, sorted; absent where the directory does not know it of each, and in earlier facts. */
  dataCountries: z.optional(z.array(country)),
  outcome: z.enum(FACT_OUTCOMES),
  /** When the outcome became known; what ended before the fact was there has none. */
  answeredAt: z.optional(instant),
  /** When its authority could first take data; what was disclosed before the fact was there has none. */
  firstDataAt: z.optional(instant),
  /** Accounts of which content left, and those of which other data alone did. */
  accountsContent: z.optional(count),
  accountsNonContent: z.optional(count),
  narrowed: z.boolean(),
  /** Whether somebody was in danger, by the paper or by its kind. Earlier facts do not say. */
  exigent: z.optional(z.boolean()),
  /** Whether a secrecy duty binds us. */
  secrecy: z.boolean(),
  /** When it ends, as it is ordered now; absent where it has no end, none binds, and in earlier facts. */
  gagUntil: z.optional(instant),
  /** When the secrecy that bound us ended; absent while it binds, and where none did. */
  gagLiftedAt: z.optional(instant),
  /** It was brought before a court or an authority. */
  challenged: z.optional(z.boolean()),
  /** A reviewer says that nobody sent such process for its platform, product or service before: it is told of later. */
  newPlatform: z.optional(z.literal(true)),
  /** Another demand took its place: who counts papers once leaves it out. */
  superseded: z.optional(z.boolean()),
  /** Tells the papers of one authority apart, and says nothing of them; demands without documents have none. */
  paper: z.optional(z.string().check(z.regex(/^[0-9a-f]{32}$/))),
  notice: z.enum(['none', 'planned', 'sent', 'prohibited', 'authority']),
});

export type Facts = z.infer<typeof Facts>;

/** How facts are stored: in the record, in every event, in the report's contributions. */
export const FACTS = stored({ name: 'facts', version: 2, schema: Facts, upgrades: [(older) => older] });

/** The same kind, whose facts are of a version of their own: a new one of theirs needs no new one of the items. */
export function withFacts<T>(kind: Stored<T>): Stored<T> {
  const facing = (change: (facts: unknown) => unknown) => (item: unknown) =>
    isItem(item) && isItem(item.facts) ? { ...item, facts: change(item.facts) } : item;
  const writeAny = (value: unknown, before?: unknown) =>
    kind.writeAny(
      facing((facts) => FACTS.writeAny(facts, isItem(before) ? before.facts : undefined))(value),
      before,
    );
  return { ...kind, read: (item) => kind.read(facing(FACTS.read)(item)), write: writeAny, writeAny };
}
