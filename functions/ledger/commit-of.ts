import { randomBytes } from 'node:crypto';
import { isEmergency } from './danger-of.ts';
import type { Commit } from './demand.store.ts';
import { type DemandRecord, type Draft, RECORD } from './demand-record.schema.ts';
import { type Action, type Actor, EVENT } from './event.schema.ts';
import { GENESIS, sealEvent } from './hash-chain.ts';
import { matterAfter } from './matter.ts';
import type { PartWrite } from './part.ts';
import { pinOf } from './pin.ts';
import { clockAfter } from './status-clocks.ts';
import { statusAfter } from './transitions.ts';

const SALT_BYTES = 16;

/** What the ledger is told of a change. `detail` holds ids, enums, counts and hashes; never personal data. */
export type Told = {
  action: Action;
  actor: Actor;
  detail: Record<string, unknown>;
  parts?: readonly PartWrite[];
};

/**
 * One change of a demand as it is committed: the record with the status that the action leads to, and the event that
 * tells of it and vouches for every item that is written with it. Which clock runs then, and whether what people decide on is
 * another, follows as the status does.
 * @param before the demand as it is; undefined for the first change
 * @throws IllegalTransition where the action may not follow; UnreadableItem for a record that its status does not allow
 */
export function commitOf(draft: Draft, told: Told, at: string, before?: DemandRecord): Commit {
  const { action, actor, detail, parts = [] } = told;
  const status = statusAfter(action, actor.kind, before);
  const failedIn = before?.status === 'failed' ? before.failedIn : before?.status;
  const version = (before?.version ?? 0) + 1;
  const { dueKind: _kind, dueAt: _at, ...wanted } = draft;
  const record = RECORD.writeAny(
    {
      ...wanted,
      facts: answered(wanted.facts, at, before),
      ...clockAfter(action, status, at, before, isEmergency(wanted)),
      matter: matterAfter(action, version, before),
      version,
      head: before?.head ?? GENESIS,
      status,
      failedIn: status === 'failed' ? failedIn : undefined,
    },
    before,
  );
  const event = sealEvent({
    schemaVersion: EVENT.version,
    demandId: record.id,
    seq: record.version,
    at,
    action,
    actor,
    detail,
    facts: record.facts,
    record: pinOf(record),
    ...(parts.length > 0
      ? { parts: Object.fromEntries(parts.map(({ key, body }) => [key, pinOf(body)])) }
      : {}),
    salt: randomBytes(SALT_BYTES).toString('hex'),
    previous: record.head,
  });
  return { record: { ...record, head: event.hash }, event, parts };
}

/** A demand whose outcome becomes known is answered then, whoever ends it. */
function answered(facts: Draft['facts'], at: string, before?: DemandRecord): Draft['facts'] {
  const isAnswer = before?.facts.outcome === 'pending' && facts.outcome !== 'pending';
  return isAnswer ? { ...facts, answeredAt: at } : facts;
}
