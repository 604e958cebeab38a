import type { Change, LedgerDeps } from '../ledger/change-demand.ts';
import { SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import {
  DETERMINATION,
  type DeterminationPart,
  type ResolvedAccount,
} from '../ledger/parts/determination.part.ts';
import type { AccountDirectory } from '../provider/account-directory.ts';
import type { AccountMatch, Circumstances } from '../shared/circumstances.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep } from '../workflow/run-step.ts';
import { CheckedOutput, type StepInput } from '../workflow/step.schema.ts';
import { recordDecision } from './decide/decision-record.ts';
import type { Rulebook } from './decide/rulebook.ts';

export type CheckValidityDeps = LedgerDeps & { directory: AccountDirectory; rulebook: Rulebook };
type Checked = ReturnType<typeof CheckedOutput.parse>;

/** Resolves the targets, applies the rulebook, and records the determination with everything it was made from. */
export async function checkValidity(input: StepInput, deps: CheckValidityDeps): Promise<Checked> {
  return runStep(
    deps,
    { demandId: input.demandId, step: `check-validity#${input.round}`, output: CheckedOutput },
    async (record, at): Promise<Change<Checked>> => {
      if (record.round !== input.round) throw new InconsistentState('a round that is not the present one');
      const resolved = await resolveTargets(record, deps.directory, new Date(at));
      const circumstances: Circumstances = {
        now: at,
        accounts: resolved.matches,
        ...(record.authenticity ? { authenticity: record.authenticity } : {}),
      };
      const { inputsHash, determination } = recordDecision(deps.rulebook, record.demand, circumstances);
      const body: DeterminationPart = {
        round: input.round,
        decidedAt: at,
        inputsHash,
        circumstances,
        accounts: resolved.accounts,
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
        parts: [created(DETERMINATION(input.round), body)],
        result: { ...input, outcome: determination.outcome },
      };
    },
  );
}

async function resolveTargets(record: DemandRecord, directory: AccountDirectory, now: Date) {
  const matches: AccountMatch[] = [];
  const accounts: ResolvedAccount[] = [];
  for (const [target, wanted] of record.demand.targets.entries()) {
    const entries = await directory.find(wanted, now);
    if (entries.length === 0) matches.push({ target, matched: false, customer: 'consumer' });
    for (const { account, customer, ...known } of entries) {
      accounts.push({ target, account, customer });
      matches.push({ target, matched: true, customer, ...definedOnly(known) });
    }
  }
  return { matches, accounts };
}

type Known = Pick<AccountMatch, 'usPerson' | 'inUS' | 'dataCountry' | 'controllerCountry'>;

/** A directory that does not know a fact must not appear to deny it. */
function definedOnly(known: { [K in keyof Known]?: Known[K] | undefined }): Known {
  return {
    ...(known.usPerson !== undefined ? { usPerson: known.usPerson } : {}),
    ...(known.inUS !== undefined ? { inUS: known.inUS } : {}),
    ...(known.dataCountry !== undefined ? { dataCountry: known.dataCountry } : {}),
    ...(known.controllerCountry !== undefined ? { controllerCountry: known.controllerCountry } : {}),
  };
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
