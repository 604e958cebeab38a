import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { newDemandId } from '../../functions/ledger/demand-id.ts';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { GENESIS, sealEvent } from '../../functions/ledger/hash-chain.ts';
import { created, type PartWrite } from '../../functions/ledger/part.ts';
import { DETERMINATION, type DeterminationPart } from '../../functions/ledger/parts/determination.part.ts';
import type { Determination } from '../../functions/shared/determination.schema.ts';
import { sampleDemand } from './sample-demand.ts';
import { sampleFacts } from './sample-facts.ts';

export const FILED_AT = '2026-11-23T09:00:00.000Z';

/** A determination that accepts a subpoena for subscriber data and sessions of its only target. */
export const sampleDetermination = (change: Partial<Determination> = {}): Determination => ({
  outcome: 'accept',
  authorised: ['subscriber', 'sessions'],
  targets: [0],
  reasons: [],
  findings: [],
  notice: { regime: 'notify' },
  preserve: false,
  approvals: 1,
  rulebook: 'sha256:test',
  ...change,
});

/** Puts a demand that was checked, unless its determination is `none`, into the table, in the status that the test is about. */
export async function fileSample(
  store: DemandStore,
  change: {
    record?: Record<string, unknown>;
    determination?: Partial<Determination> | 'none';
    accounts?: DeterminationPart['accounts'];
    parts?: readonly PartWrite[];
  } = {},
): Promise<string> {
  const id = newDemandId(new Date(FILED_AT));
  const event = sealEvent({
    demandId: id,
    seq: 1,
    at: FILED_AT,
    action: 'demand.filed',
    actor: { kind: 'agent', subject: 'olga' },
    detail: {},
    facts: sampleFacts(),
    previous: GENESIS,
  });
  const record = RECORD.writeAny({
    id,
    version: 1,
    head: event.hash,
    status: 'awaiting-review',
    round: 1,
    authorityId: 'us-usao-ndca',
    filedBy: 'olga',
    filedAt: FILED_AT,
    demand: sampleDemand({ data: ['subscriber', 'sessions'] }),
    facts: sampleFacts(),
    ...change.record,
  });
  const determination =
    change.determination === 'none' ? undefined : sampleDetermination(change.determination);
  const part = (determination: Determination): DeterminationPart => ({
    round: record.round,
    decidedAt: FILED_AT,
    inputsHash: '0'.repeat(64),
    circumstances: { now: FILED_AT, accounts: [{ target: 0, matched: true, customer: 'consumer' }] },
    accounts: change.accounts ?? [{ target: 0, account: 'acct-0001', customer: 'consumer' }],
    determination,
  });
  const committed = await store.commit({
    record,
    event,
    parts: [
      ...(determination ? [created(DETERMINATION(record.round), part(determination))] : []),
      ...(change.parts ?? []),
    ],
  });
  if (committed !== 'committed') throw new Error('the sample could not be filed');
  return id;
}
