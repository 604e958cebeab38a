import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { standingOf } from '../authorities/standing.ts';
import { type AfterClocks, debtOf, lookBackAt } from '../ledger/after-emergency.ts';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { isEmergency } from '../ledger/danger-of.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Facts } from '../ledger/facts.schema.ts';
import { disclosureEntry } from '../ledger/log-entry.ts';
import { heldBy, isQuashed } from '../ledger/objections.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { RELEASE } from '../ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { whoDid } from '../ledger/who-did.ts';
import { type Proofs, proofNow, type TakeIn } from '../log/proofs.ts';
import { AuthorityNotEnrolled, InconsistentState, ObjectionOpen, TransientFault } from '../shared/faults.ts';
import { isSamePerson, personOf } from '../shared/person.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { payDebt } from './pay-debt.ts';

/** `log`: that of a demand's compartment. */
export type DeliverDeps = LedgerDeps & {
  authorities: AuthorityRegister;
  dictionary: Pick<ItemDictionary, 'isContent' | 'expand'>;
  clocks: AfterClocks;
  log: (demandId: string) => { proofs: Proofs; takeIn: TakeIn } | undefined;
};

/**
 * Makes a released package available to the authority that demanded it. It counts the releases itself: a package
 * leaves only with as many people's releases of these very bytes as the determination asks for, none of them by who
 * filed, amended, clarified or reviewed it, but that who called about an emergency may be one of several; and it is in the log before it leaves. A withdrawn demand is left as it is.
 * @throws AuthorityNotEnrolled, ObjectionOpen
 */
export async function deliver({ demandId, round }: StepInput, deps: DeliverDeps): Promise<StepInput> {
  const result = { demandId, round };
  const seen = await deps.store.read(demandId);
  if (!seen) throw new InconsistentState('no such demand');
  const step = { demandId, step: `deliver#${round}`, output: StepInput, seen, ifWithdrawn: result };
  await requireLogged(seen, deps);
  const delivered = await runStep(deps, step, async (record, at) => {
    const disclosure = await deps.store.part(demandId, DISCLOSURE());
    if (!disclosure) throw new InconsistentState('a delivery without a package');
    const authority = await deps.authorities.find(record.authorityId);
    if (standingOf(authority, deps.clock()) !== 'enrolled')
      throw new AuthorityNotEnrolled('the register has the authority no longer, or suspended');
    const { releases, review } = await releasesOf(record, round, disclosure.sha256, deps);
    // What was given in an emergency has left: whoever has it owes process, and somebody looks back.
    const debt = debtOf(record, review, at, deps.clocks);
    return {
      set: {
        facts: { ...record.facts, ...givenBy(disclosure, record.facts, at, deps) },
        ...(debt ? { owes: debt.until } : {}),
      },
      action: 'disclosure.available',
      actor: SERVICE,
      detail: { round, packageSha256: disclosure.sha256, releases, counts: disclosure.counts },
      parts: [...(debt?.parts ?? []), ...(await lookBackAt(record, at, deps))],
      result,
    };
  });
  // After it, so that a step that is run again pays what a crash left unpaid.
  const left = seen.pays === undefined ? undefined : await deps.store.read(demandId);
  if (left) await payDebt(left, deps);
  return delivered;
}

/** @throws TransientFault for a package that the log has not taken in yet, though it was told of it */
async function requireLogged(record: DemandRecord, { store, log }: DeliverDeps): Promise<void> {
  const demandId = record.id;
  const disclosure = await store.part(demandId, DISCLOSURE());
  const ofDemand = log(demandId);
  if (record.withdrawnAt || !disclosure || !ofDemand) return;
  if (await proofNow(disclosureEntry(demandId, disclosure.sha256), ofDemand)) return;
  // What was sealed before there was a log has no salt, and never waited for it.
  const sealed = (await store.events(demandId)).findLast(({ action }) => action === 'disclosure.sealed');
  if (sealed?.salt !== undefined) throw new TransientFault('a package that is not in the log yet');
}

async function releasesOf(
  record: DemandRecord,
  round: number,
  packageSha256: string,
  { store }: DeliverDeps,
) {
  const [decision, releases, review, determination, reviewed, resumed, changed] = await Promise.all([
    store.part(record.id, RELEASE_DECISION()),
    store.parts(record.id, RELEASE()),
    store.part(record.id, REVIEW(round)),
    store.part(record.id, DETERMINATION(round)),
    whoDid('review', record, store),
    whoDid('resume', record, store),
    whoDid('change', record, store),
  ]);
  if (!review || !determination) throw new InconsistentState('a delivery without a review');
  if (isQuashed(record) || heldBy(record, review))
    throw new ObjectionOpen('a delivery while an objection holds it');
  const people = new Set(
    releases
      .filter((release) => release.decision === 'release' && release.packageSha256 === packageSha256)
      .map(({ by }) => personOf(by)),
  );
  if (isSamePerson(review.by, record.filedBy)) throw new InconsistentState('a review by who filed');
  const needed = Math.max(1, determination.determination.approvals);
  // Who called about an emergency may be one of those who release it, and nobody's only release.
  const vouched = needed > 1 && isEmergency(record) ? changed : [...changed, ...(record.clarifiedBy ?? [])];
  for (const subject of [...reviewed, ...resumed, record.filedBy, ...vouched])
    people.delete(personOf(subject));
  if (decision?.decision !== 'release' || people.size < needed)
    throw new InconsistentState('a delivery that was not released');
  return { releases: people.size, review };
}

function outcomeOf({ counts }: DisclosurePart, { dictionary }: DeliverDeps): Facts['outcome'] {
  const found = Object.keys(counts).filter((item) => (counts[item] ?? 0) > 0);
  if (found.length === 0) return 'no-data';
  return found.some((item) => dictionary.isContent(item)) ? 'content' : 'non-content';
}

/** What the demand came to, and when it first came to data: a later package of a demand that was opened again is not the first. */
function givenBy(disclosure: DisclosurePart, before: Facts, at: string, deps: DeliverDeps): Partial<Facts> {
  const outcome = outcomeOf(disclosure, deps);
  // Facts of before there was a time of the first data have that of the answer, which it was.
  const first = before.firstDataAt ?? (isData(before.outcome) ? before.answeredAt : at);
  return {
    outcome,
    ...accountsOf(disclosure, deps),
    ...(isData(outcome) && first !== undefined ? { firstDataAt: first } : {}),
  };
}

const isData = (outcome: Facts['outcome']) => outcome === 'content' || outcome === 'non-content';

function accountsOf(
  { found }: DisclosurePart,
  { dictionary }: DeliverDeps,
): Pick<Facts, 'accountsContent' | 'accountsNonContent'> {
  if (!found) return {};
  const of = (content: boolean) =>
    found
      .filter(({ items }) => items.some((item) => dictionary.isContent(item)) === content)
      .reduce((sum, { accounts }) => sum + accounts, 0);
  return { accountsContent: of(true), accountsNonContent: of(false) };
}
