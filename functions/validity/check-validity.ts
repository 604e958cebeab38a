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
import type { AccountDirectory } from '../provider/account-directory.ts';
import type { Circumstances } from '../shared/circumstances.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep } from '../workflow/run-step.ts';
import { CheckedOutput, type StepInput } from '../workflow/step.schema.ts';
import { recordDecision } from './decide/decision-record.ts';
import type { Rulebook } from './decide/rulebook.ts';
import { resolveTargets } from './resolve-targets.ts';

export type CheckValidityDeps = LedgerDeps & {
  directory: AccountDirectory;
  rulebook: Rulebook;
  /** Country of our establishment in the Union, where it is known. */
  establishment?: string;
};
type Checked = ReturnType<typeof CheckedOutput.parse>;

/**
 * Resolves the targets, applies the rulebook, and records the determination with everything it was made from.
 * @throws TooManyAccounts
 */
export async function checkValidity(input: StepInput, deps: CheckValidityDeps): Promise<Checked> {
  return runStep(
    deps,
    { demandId: input.demandId, step: `check-validity#${input.round}`, output: CheckedOutput },
    async (record, at): Promise<Change<Checked>> => {
      if (record.round !== input.round) throw new InconsistentState('a round that is not the present one');
      const resolved = await resolveTargets(record, deps.directory, at);
      const circumstances: Circumstances = {
        now: at,
        accounts: resolved.matches,
        ...(record.authenticity ? { authenticity: record.authenticity } : {}),
        ...(deps.establishment ? { establishment: deps.establishment } : {}),
      };
      const { inputsHash, determination } = recordDecision(deps.rulebook, record.demand, circumstances);
      const body: DeterminationPart = {
        round: input.round,
        decidedAt: at,
        inputsHash,
        circumstances,
        accounts: resolved.accounts,
        ...(resolved.unmatched.length > 0 ? { unmatched: resolved.unmatched } : {}),
        determination,
      };
      return {
        set: {
          outcome: determination.outcome,
          reasons: determination.reasons,
          facts: factsAfter(record, resolved.accounts, determination),
        },
        unset: ['dueKind', 'dueAt'],
        action: 'validity.checked',
        actor: SERVICE,
        detail: {
          round: input.round,
          outcome: determination.outcome,
          reasons: determination.reasons,
          rulebook: determination.rulebook,
          inputsHash,
          accounts: resolved.accounts.length,
        },
        parts: [created(DETERMINATION(input.round), body), ...suspensionOf(input.round, determination)],
        result: { ...input, outcome: determination.outcome },
      };
    },
  );
}

/** A wait for somebody else ends with its day; whoever sweeps finds it then. */
function suspensionOf(round: number, { outcome, until }: Determination): PartWrite[] {
  if (outcome !== 'suspend' || until === undefined) return [];
  return [created(SUSPENSION(round), { round, until, ...dueAtEnd(until) })];
}

function factsAfter(
  record: DemandRecord,
  accounts: readonly ResolvedAccount[],
  determination: Determination,
) {
  return {
    ...record.facts,
    accounts: new Set(accounts.map(({ account }) => account)).size,
    enterprise: accounts.some(({ customer }) => customer !== 'consumer'),
    narrowed: determination.outcome === 'narrow',
    secrecy: ['delay', 'prohibited', 'hold'].includes(determination.notice.regime),
  };
}
