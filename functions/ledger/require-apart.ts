import type { Act } from '../shared/acts.ts';
import { isNameOf, type Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import { isEmergency } from './danger-of.ts';
import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { DETERMINATION } from './parts/determination.part.ts';
import { whoDid } from './who-did.ts';

/** The rules by which people are kept apart. */
export type SeparationLaw = {
  general: { separation: { rules: readonly Rule[] } };
};
type Rule = { act: Act; notBy: readonly Act[]; unless?: { releases: number } | undefined };
type Deps = { store: Pick<DemandStore, 'part' | 'parts' | 'events'>; rulebook: SeparationLaw };

/**
 * Holds one act against the rules of separation: nobody does it who did on the same demand what the rulebook keeps apart from
 * it. What others did is read with the record that the change is made on, and its write fails where that one has moved on.
 * A rule that spares emergencies is not asked of one that leaves by as many people as it says.
 * @param of whose acts count where not all of a kind do, such as who brought this one order
 * @throws Problem 403, 409
 */
export async function requireApart(
  act: Act,
  record: DemandRecord,
  principal: Principal,
  { store, rulebook }: Deps,
  of: Partial<Record<Act, readonly string[]>> = {},
): Promise<void> {
  const rules = rulebook.general.separation.rules.filter((rule) => rule.act === act);
  const releases = rules.some(({ unless }) => unless) ? await releasesOf(record, store) : 0;
  const isSpared = ({ unless }: Rule) => unless !== undefined && releases >= unless.releases;
  const before = new Set(rules.filter((rule) => !isSpared(rule)).flatMap(({ notBy }) => notBy));
  for (const other of before) {
    const people = of[other] ?? (await whoDid(other, record, store));
    const callers = callersOf(record, principal);
    if (people.some((by) => callers.some((caller) => isNameOf(by, caller)))) throw refused(act, other);
  }
}

/** How many people release it, where it is an emergency. */
async function releasesOf(record: DemandRecord, store: Pick<DemandStore, 'part'>): Promise<number> {
  if (!isEmergency(record)) return 0;
  const checked = await store.part(record.id, DETERMINATION(record.round));
  return checked?.determination.approvals ?? 0;
}

/** A session is one person's, whatever that one is called in it. */
function callersOf({ sessions = {} }: DemandRecord, { session = '', ...caller }: Principal) {
  const also = Object.hasOwn(sessions, session) ? sessions[session] : undefined;
  return also === undefined ? [caller] : [caller, { subject: also }];
}

function refused(act: Act, before: Act) {
  if (act === 'fetch') return problem('decided_on_it');
  if (before === 'file') return problem('own_demand');
  if (before === act) return problem('already_decided');
  const isCall = act === 'call-office' || act === 'call-superior';
  return problem(isCall ? 'second_person_required.call_back' : 'second_person_required');
}
