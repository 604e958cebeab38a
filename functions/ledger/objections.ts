import * as z from 'zod/mini';
import { Period } from '../shared/demand.schema.ts';
import { isWithin } from '../shared/period.ts';
import type { ProblemKey } from '../shared/problems.ts';

const items = z.optional(z.array(z.string()));
const targets = z.optional(z.array(z.int()));

/** What a court left of a demand: of what is absent, all. `perTarget` says it of each target; those that are not in it do not remain. */
const Allowed = z.strictObject({
  items,
  targets,
  period: z.optional(Period),
  perTarget: z.optional(z.array(z.strictObject({ target: z.int(), items, period: z.optional(Period) }))),
});
export type Allowed = z.infer<typeof Allowed>;

/** What was brought against a demand before a court or an authority, as it stands, and what it holds. */
export const StandingObjection = z.strictObject({
  objection: z.int(),
  holds: z.enum(['production', 'silence']),
  state: z.enum(['open', 'denied', 'granted', 'modified', 'withdrawn']),
  /** The part that it is about; absent: all of it. */
  items,
  targets,
  /** Of a demand that was modified: what the court left of it. */
  allowed: z.optional(Allowed),
});
export type StandingObjection = z.infer<typeof StandingObjection>;

/** Items and targets of an approval, or of each of its targets where they were narrowed apart. */
export type Asked = {
  items: readonly string[];
  targets: readonly number[];
  period?: Period | undefined;
  perTarget?:
    | readonly { target: number; items: readonly string[]; period?: Period | undefined }[]
    | undefined;
};
type Objected = { objections?: readonly StandingObjection[] | undefined };

/** Whether one name of items is the other, or a family that the other belongs to. */
const covers = (family: string, item: string) => item === family || item.startsWith(`${family}.`);
const meet = (one: string, other: string) => covers(one, other) || covers(other, one);

/** Whether what is asked has anything of the part that an objection is about. */
const touches = (objection: Pick<StandingObjection, 'items' | 'targets'>, asked: Asked): boolean =>
  (objection.items?.some((item) => asked.items.some((one) => meet(item, one))) ?? true) &&
  (objection.targets?.some((target) => asked.targets.includes(target)) ?? true);

/** Whether a court left less than what is asked. Of a time it left nothing is asked that has none. */
function exceeds({ items: left, targets: of, period, perTarget }: Allowed, asked: Asked): boolean {
  return (
    asked.items.some((item) => left?.every((one) => !covers(one, item)) ?? false) ||
    asked.targets.some((target) => of?.every((one) => one !== target) ?? false) ||
    (period !== undefined && (asked.period === undefined || !isWithin(asked.period, period))) ||
    (perTarget !== undefined &&
      asked.targets.some((number) => {
        const own = perTarget.find(({ target }) => target === number);
        return !own || exceeds({ items: own.items, period: own.period }, { ...asked, targets: [number] });
      }))
  );
}

/** Why what is asked may not be produced now, as courts and authorities have it; undefined where it may. */
export function heldBy(objected: Objected, asked: Asked): HeldKey | undefined {
  const apart = asked.perTarget?.map(({ target, items, period = asked.period }) => ({
    items,
    targets: [target],
    period,
  })) ?? [asked];
  const held = apart.flatMap((one) => heldOf(objected, one) ?? []);
  return KEYS.find((key) => held.includes(key));
}

function heldOf({ objections = [] }: Objected, asked: Asked): HeldKey | undefined {
  const about = objections.filter((one) => one.holds === 'production' && touches(one, asked));
  if (about.some(({ state }) => state === 'granted')) return 'objection_granted';
  if (about.some(({ state }) => state === 'open')) return 'objection_open';
  if (about.some(({ state, allowed }) => state === 'modified' && allowed && exceeds(allowed, asked)))
    return 'objection_modified';
  return undefined;
}
export type HeldKey = Extract<ProblemKey, `objection_${'open' | 'granted' | 'modified'}`>;
/** What is said first where parts of what is asked are held for several reasons. */
const KEYS: readonly HeldKey[] = ['objection_granted', 'objection_open', 'objection_modified'];

/** Whether a court set all of a demand aside: it is refused, whatever people decided. */
export const isQuashed = ({ objections = [] }: Objected): boolean =>
  objections.some(
    ({ state, holds, items: of, targets: on }) =>
      state === 'granted' && holds === 'production' && of === undefined && on === undefined,
  );

/** Whether nothing of a demand is to be read and sealed any more: who filed it took it back, or a court set it aside. */
export const isCalledOff = (record: Objected & { withdrawnAt?: string | undefined }): boolean =>
  record.withdrawnAt !== undefined || isQuashed(record);

/** Whether anything was brought against it that is not off the table: a person looks before an approval takes effect. */
export const isObjectedTo = ({ objections = [] }: Objected): boolean =>
  objections.some(
    ({ holds, state }) => holds === 'production' && state !== 'denied' && state !== 'withdrawn',
  );
