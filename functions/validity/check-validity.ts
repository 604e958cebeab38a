import type { Change, LedgerDeps } from '../ledger/change-demand.ts';
import { SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, type PartWrite } from '../ledger/part.ts';
import {
  DETERMINATION,
  type DeterminationPart,
  type ResolvedAccount,
} from '../ledger/parts/determination.part.ts';
import { dueAtEnd, SUSPENSION } from '../ledger/parts/suspension.part.ts';
import { clocksOf, earliestOf } from '../ledger/running-clocks.ts';
import type { AccountDirectory } from '../provider/account-directory.ts';
import { endInstant, endOf } from '../shared/calendar.ts';
import type { Circumstances } from '../shared/circumstances.schema.ts';
import type { Determination, Outcome } from '../shared/determination.schema.ts';
import { InconsistentState, TooManyAccounts } from '../shared/faults.ts';
import { runStep } from '../workflow/run-step.ts';
import { CheckedOutput, type StepInput } from '../workflow/step.schema.ts';
import { lastAnswer } from './checks/customer-answer.ts';
import { clocksOfCheck } from './clocks-of-check.ts';
import { decide } from './decide/decide.ts';
import { recordDecision } from './decide/decision-record.ts';
import { deskClocks } from './decide/desk-clocks.ts';
import type { Rulebook } from './decide/rulebook.ts';
import type { MarkFinder } from './find-marks.ts';
import { marksOf, weightOf } from './law/mark-law.ts';
import { type Resolved, resolveTargets } from './resolve-targets.ts';

export type CheckValidityDeps = LedgerDeps & {
  directory: AccountDirectory;
  rulebook: Rulebook;
  marks: MarkFinder;
  /** Country of our establishment in the Union, where it is known. */
  establishment?: string;
};
type Checked = ReturnType<typeof CheckedOutput.parse>;

/**
 * Resolves the targets, applies the rulebook, and records the determination with everything it was made from.
 *
 * Only what the paper comes to by itself ends a demand without a person: whoever filed it must not learn from an end, or
 * from how soon it comes, whom its targets name. So such an end is decided without their accounts, which are kept beside
 * it for what must be preserved; any other end waits for a person, whatever the accounts make of it.
 * @throws TooManyAccounts where more must be kept than can be
 */
export async function checkValidity(input: StepInput, deps: CheckValidityDeps): Promise<Checked> {
  return runStep(
    deps,
    { demandId: input.demandId, step: `check-validity#${input.round}`, output: CheckedOutput },
    async (record, at): Promise<Change<Checked>> => {
      if (record.round !== input.round) throw new InconsistentState('a round that is not the present one');
      const marks = await deps.marks.find(record);
      const known = {
        now: at,
        ...(record.authenticity ? { authenticity: record.authenticity } : {}),
        ...(marks.length > 0 ? { marks } : {}),
        ...(record.competence ? { competence: record.competence } : {}),
        ...(record.authority ? { authority: record.authority } : {}),
        ...(record.customerAnswers ? { customerAnswers: record.customerAnswers } : {}),
        ...(deps.establishment ? { establishment: deps.establishment } : {}),
      };
      const paper = decide(deps.rulebook, record.demand, { ...known, accounts: [] });
      const isEnd = ENDS.includes(paper.outcome);
      const resolved = await resolve(record, at, isEnd ? paper : undefined, deps);
      const circumstances: Circumstances = { ...known, accounts: isEnd ? [] : resolved.matches };
      const { inputsHash, determination } = recordDecision(deps.rulebook, record.demand, circumstances);
      const body: DeterminationPart = {
        round: input.round,
        decidedAt: at,
        inputsHash,
        circumstances,
        accounts: resolved.accounts,
        ...(resolved.unmatched.length > 0 ? { unmatched: resolved.unmatched } : {}),
        ...(resolved.matched.length > 0 ? { matched: resolved.matched } : {}),
        ...(resolved.tooManyAccounts ? { tooManyAccounts: true } : {}),
        ...(isEnd ? asideOf(record, known, resolved, determination, deps) : {}),
        determination,
      };
      const result = { ...input, outcome: isEnd ? paper.outcome : askedOf(determination) };
      const clocked = clocksOfCheck(
        record,
        { round: input.round, at, determination: { ...determination, outcome: result.outcome }, isEnd },
        { clocks: deskClocks(deps.rulebook), before: await clocksOf(record.id, deps.store) },
      );
      return {
        set: {
          due: earliestOf(clocked.clocks, { ...record, status: 'filed' }, at),
          outcome: determination.outcome,
          reasons: determination.reasons,
          facts: factsAfter(record, resolved, determination),
        },
        action: 'validity.checked',
        actor: SERVICE,
        detail: {
          round: input.round,
          outcome: determination.outcome,
          reasons: determination.reasons,
          rulebook: determination.rulebook,
          inputsHash,
          accounts: resolved.accounts.length,
          ...(marks.length > 0 ? { marks, weight: weightOf(marksOf(known), deps.rulebook.marks) } : {}),
          ...(clocked.stopped.length > 0 ? { clocksStopped: clocked.stopped } : {}),
        },
        parts: [
          created(DETERMINATION(input.round), body),
          ...suspensionOf(input.round, record.demand, paper, known),
          ...clocked.parts,
        ],
        result,
      };
    },
  );
}

/** Ends that a demand comes to without a person. */
const ENDS: readonly Outcome[] = ['reject', 'redirect', 'preserve'];

/** What a person is asked about: an end that comes from accounts is a question like any other. */
const askedOf = ({ outcome }: Determination): Outcome => (ENDS.includes(outcome) ? 'refer' : outcome);

type Found = Resolved & { tooManyAccounts?: true };
const TOO_MANY: Found = { matches: [], accounts: [], unmatched: [], matched: [], tooManyAccounts: true };

/** Whom the targets name. Too many are nobody's fault that could be told by the time that it takes: a person refuses them. */
async function resolve(
  record: DemandRecord,
  at: string,
  end: Determination | undefined,
  { directory }: CheckValidityDeps,
): Promise<Found> {
  try {
    return await resolveTargets(record, directory, at);
  } catch (error) {
    if (error instanceof TooManyAccounts && end?.preserve !== true) return TOO_MANY;
    throw error;
  }
}

/** What the accounts would have asked of a person, where the paper ended the demand without them: for the desk to see. */
function asideOf(
  { demand }: DemandRecord,
  known: Omit<Circumstances, 'accounts'>,
  { matches }: Found,
  { reasons }: Determination,
  { rulebook }: CheckValidityDeps,
): Pick<DeterminationPart, 'aside'> {
  const all = decide(rulebook, demand, { ...known, accounts: matches }).reasons;
  const aside = all.filter((reason) => !reasons.includes(reason));
  return aside.length > 0 ? { aside } : {};
}

/**
 * A wait for somebody else ends with its day; whoever sweeps finds it then. The paper says so, or an organisation that a
 * reviewer asked has until then to answer: it hangs on nothing that machines found.
 */
function suspensionOf(
  round: number,
  { targets }: Pick<DemandRecord['demand'], 'targets'>,
  { outcome, until }: Determination,
  { customerAnswers = [], now }: Omit<Circumstances, 'accounts'>,
): PartWrite[] {
  const awaited = targets
    .map((_, target) => lastAnswer(customerAnswers, target))
    .flatMap((last) => (last?.answer === 'silent' ? [last.until] : []))
    .filter((day) => Date.parse(now) < endOf(day))
    .sort((a, b) => endOf(a) - endOf(b))[0];
  if (outcome === 'suspend' && until !== undefined)
    return [created(SUSPENSION(round), { round, until, ...dueAtEnd(until) })];
  if (awaited === undefined) return [];
  return [created(SUSPENSION(round), { round, until: awaited, customer: true, ...dueAtEnd(awaited) })];
}

const mostPublic = (accounts: readonly ResolvedAccount[]): ResolvedAccount['customer'] =>
  (['public-sector', 'enterprise'] as const).find((kind) =>
    accounts.some(({ customer }) => customer === kind),
  ) ?? 'consumer';

function factsAfter(record: DemandRecord, { accounts, matches }: Resolved, determination: Determination) {
  const { dataCountries: _places, gagUntil: _end, ...facts } = record.facts;
  const { regime, until } = determination.notice;
  const secrecy = ['delay', 'prohibited', 'hold'].includes(regime);
  const places = matches.filter(({ matched }) => matched).map(({ dataCountry }) => dataCountry);
  const known = places.filter((place) => place !== undefined);
  return {
    ...facts,
    accounts: new Set(accounts.map(({ account }) => account)).size,
    enterprise: accounts.some(({ customer }) => customer !== 'consumer'),
    ...(accounts.length > 0 ? { customers: mostPublic(accounts) } : {}),
    ...(known.length > 0 && known.length === places.length
      ? { dataCountries: [...new Set(known)].sort() }
      : {}),
    narrowed: determination.outcome === 'narrow',
    secrecy,
    ...(secrecy && until !== undefined ? { gagUntil: endInstant(until) } : {}),
  };
}
