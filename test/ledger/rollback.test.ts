import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { commitOf } from '../../functions/ledger/commit-of.ts';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { demandKey, eventKey, partKey } from '../../functions/ledger/demands.table.ts';
import { dynamoStreamEvent } from '../../functions/ledger/dynamodb-stream-event.ts';
import { type LedgerEvent, readEvent } from '../../functions/ledger/event.schema.ts';
import { sealEvent } from '../../functions/ledger/hash-chain.ts';
import { rebuildChain } from '../../functions/ledger/rebuild-chain.ts';
import { countEvents } from '../../functions/reporting/count-events.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { arrangeDesk, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryContributions } from '../kit/memory-contributions.ts';
import { streamRecord } from '../kit/stream-simulator.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** A demand in review as a later deployment left it: members and an action that this one does not know. */
async function leftByALaterDeployment() {
  const table = await engine.createDemandsTable();
  const { deps } = arrangeDesk(engine, table);
  const id = await fileSample(deps.store, { record: { status: 'filed' } });
  const put = (Item: Record<string, unknown>) =>
    engine.documents.send(new PutCommand({ TableName: table, Item }));
  const filed = await deps.store.read(id);
  if (!filed) throw new Error('a demand was expected');
  const checked = { action: 'review.requested', actor: { kind: 'service', subject: 'due-process' } } as const;
  const { record, event } = commitOf(filed, { ...checked, detail: {} }, filed.filedAt, filed);
  const { hash: _hash, ...unsealed } = event;
  const facts = { ...event.facts, district: 'N.D. Cal.' };
  const noted = sealEvent({ ...unsealed, action: 'review.noted', facts });
  await put({ ...noted, ...eventKey(id, 2) });
  await put({ ...record, head: noted.hash, colour: 'blue', facts, ...demandKey(id) });
  await put({
    round: 1,
    token: 't',
    since: filed.filedAt,
    mood: 'calm',
    schemaVersion: 2,
    ...partKey(id, 'token#review'),
  });
  return { id, deps };
}

describe('a deployment that was rolled back', () => {
  it('goes on with what the later one left, and loses nothing of it', async () => {
    const { id, deps } = await leftByALaterDeployment();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    const record = await deps.store.read(id);
    expect(record).toMatchObject({ status: 'reviewed', colour: 'blue', facts: { district: 'N.D. Cal.' } });
    const events = await deps.store.events(id);
    expect(events.map(({ action }) => action)).toEqual(['demand.filed', 'review.noted', 'review.decided']);
    expect(events.at(-1)?.facts).toMatchObject({ district: 'N.D. Cal.' });
    expect(rebuildChain(record, events)).toEqual([]);
  });

  it('counts by the facts, whatever happened', async () => {
    const { id, deps } = await leftByALaterDeployment();
    const contributions = memoryContributions();
    const records = (await deps.store.events(id)).map((event, index) => streamRecord(event, index));
    const answer = await countEvents({ Records: records }, { contributions, read: dynamoStreamEvent });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(contributions.rows()).toMatchObject([{ demandId: id, seq: 2, facts: { district: 'N.D. Cal.' } }]);
  });

  it('sets aside what it cannot read, and counts it when it is rebuilt', async () => {
    const { id, deps } = await leftByALaterDeployment();
    const [first, second] = await deps.store.events(id);
    if (!first || !second) throw new Error('two events were expected');
    const newer: LedgerEvent = { ...second, schemaVersion: 99 };
    expect(() => readEvent(newer)).toThrow(expect.objectContaining({ name: 'NewerVersion' }));
    expect(() => RECORD.read({ schemaVersion: 99 })).toThrow(
      expect.objectContaining({ name: 'NewerVersion' }),
    );
    const contributions = memoryContributions();
    const records = [first, newer].map((event, index) => streamRecord(event, index));
    const answer = await countEvents({ Records: records }, { contributions, read: dynamoStreamEvent });
    expect(answer.batchItemFailures).toEqual([]);
    expect(contributions.rows()).toMatchObject([{ seq: 1 }]);
  });
});
