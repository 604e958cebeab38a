import * as z from 'zod/mini';
import { CHANNELS, ORIGINS, SERIES } from '../../ledger/facts.schema.ts';
import { Circumstances } from '../../shared/circumstances.schema.ts';
import { Demand } from '../../shared/demand.schema.ts';
import { REASONS } from '../../shared/determination.schema.ts';
import { Rule } from '../checks/rule.schema.ts';
import { Approvals } from '../law/approvals.schema.ts';
import { Condition, Mode } from '../law/condition.schema.ts';
import { DateName } from '../law/date-name.schema.ts';
import { Effect } from '../law/effect.schema.ts';
import { Effective } from '../law/effective.ts';
import { citation, name, sentence, some, text } from '../law/text.schema.ts';
import { Expectation } from './expectation.schema.ts';

const dates = some(DateName);

/** Items that the instrument reaches, and on what condition. */
export const Reach = z.strictObject({
  items: some(z.string()),
  cite: z.optional(citation),
  when: z.optional(Condition),
});

/** When the answer is due: the paper's own date, or a clock. The first that gives a date counts. */
export const Due = z.union([
  z.strictObject({ paper: DateName, cite: citation, when: z.optional(Condition) }),
  z.strictObject({ clock: z.string(), from: dates, cite: citation, when: z.optional(Condition) }),
]);

/** How long data is kept, and from when. `renewalClock` runs from the end of the hold that is renewed. */
export const Keeping = z.strictObject({
  clock: z.string(),
  renewalClock: z.optional(z.string()),
  /** The law by which it goes on until a linked demand for the data is answered. */
  whileProduced: z.optional(citation),
  from: dates,
  /** What a decision says before the day, where that is no end but our own reminder. */
  says: z.optional(sentence),
});

/** Another day that matters, and what happens on it; with `because`, only where the decision gives one of these reasons. */
export const DeadlineRule = z.strictObject({
  clock: z.string(),
  from: dates,
  says: sentence,
  cite: citation,
  when: z.optional(Condition),
  because: z.optional(some(z.enum(REASONS))),
});

/** What is least of what the instrument reaches, and is given first: who approves more says why. */
export const LeastFirst = z.strictObject({
  items: some(z.string()),
  cite: citation,
  says: sentence,
  /** More is given only where a superior of the office confirmed the demand, too. */
  superior: z.optional(z.literal(true)),
});

/** An instrument's own secrecy: which statute gives it, and what must come with the paper to trigger it. */
export const OwnSecrecy = z.strictObject({
  statutes: some(z.string()),
  certifications: z.optional(z.array(z.string())),
  recitals: z.optional(z.array(z.string())),
  /** It binds only where the paper says until when. */
  endStated: z.optional(z.boolean()),
  cite: citation,
  otherwise: Effect,
});

const example = {
  title: text,
  /** Members that replace those of the page's sample; null takes one away. */
  demand: z.optional(z.record(z.string(), z.unknown())),
  circumstances: z.optional(z.record(z.string(), z.unknown())),
  expect: Expectation,
};

/** One instrument: the law that governs it, as data. */
export const Page = z.strictObject({
  id: Demand.shape.instrument,
  title: text,
  /** Which series of the transparency report counts it. */
  series: z.enum(SERIES),
  /**
   * By which way such demands come, and whether from abroad, as the report tells it. Absent: directly, and from abroad where the
   * authority is of another country than the page.
   */
  route: z.optional(
    z.strictObject({ channel: z.optional(z.enum(CHANNELS)), origin: z.optional(z.enum(ORIGINS)) }),
  ),
  citation,
  summary: text,
  effective: Effective,
  confirmed: z.boolean(),
  /** What we could not confirm, or what counsel should know. */
  notes: z.optional(z.array(text)),
  mode: Mode,
  /** Whether location and content may be asked under it as under a warrant. */
  warrant: z.boolean(),
  /** The machine refuses nothing for want of reach: a lawyer decides; cleared counsel also where only secrets are asked for. */
  counsel: z.optional(z.enum(['lawyer', 'cleared'])),
  /** The page of the demand's `underlying` instrument applies as well, and its reach instead of this one's. */
  actsAsUnderlying: z.optional(z.boolean()),
  reaches: z.array(Reach),
  rules: z.array(Rule),
  /** Ids of general rules that do not apply to this instrument, with the reason. */
  without: z.optional(z.array(z.strictObject({ rule: z.string(), because: text }))),
  notice: z.strictObject({
    regime: z.enum(['notify', 'prohibited', 'authority', 'none']),
    /** No order changes the regime. */
    fixed: z.optional(z.boolean()),
    cite: citation,
  }),
  secrecy: z.optional(OwnSecrecy),
  due: z.optional(z.array(Due)),
  keeping: z.optional(Keeping),
  deadlines: z.optional(z.array(DeadlineRule)),
  /** The paper that a person signs for what is disclosed, by its id in certificates.yaml. */
  certificate: z.optional(name),
  approvals: z.optional(z.array(Approvals)),
  first: z.optional(LeastFirst),
  sample: z.strictObject({ demand: Demand, circumstances: Circumstances }),
  examples: z.array(z.strictObject(example)).check(z.minLength(2)),
});

export type Reach = z.infer<typeof Reach>;
export type Due = z.infer<typeof Due>;
export type Page = z.infer<typeof Page>;
