import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { COMPARING } from '../../functions/ledger/parts/comparing.part.ts';
import { FROZEN } from '../../functions/ledger/parts/frozen.part.ts';
import { changesOf, harvestPrefix } from '../../functions/ledger/parts/harvest.part.ts';
import type { Connector } from '../../functions/retrieval/connector.ts';
import { check, type Desk, freeze, retrieve } from './approved-demand.ts';
import { frozenDesk, isInYear, type Row } from './frozen-desk.ts';

const opened = frozenDesk();
const { filed, rowsOf, harvestOf, recordsOf } = opened;

/** Time that goes on with every message that is read. */
function slowly(perMessage: number): Desk {
  const { mail } = opened.desk.stores.connectors;
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  const slow: Connector = {
    ...mail,
    async *read(grant, clients) {
      for await (const one of mail.read(grant, clients)) {
        now += perMessage;
        yield one;
      }
    },
  };
  return {
    ...opened.desk,
    ledger: { ...opened.desk.ledger, clock: () => new Date(now) },
    stores: { ...opened.desk.stores, connectors: { ...opened.desk.stores.connectors, mail: slow } },
  };
}

const comparedOf = async (demandId: string) =>
  (await opened.desk.ledger.store.events(demandId)).flatMap(({ action, detail }) =>
    action === 'retrieval.comparing' ? [(detail as { sources: number }).sources] : [],
  );

const linesOf = async (demandId: string): Promise<string[]> => {
  const { round, grant, changes } = await harvestOf(demandId, 'mail');
  if (!changes) throw new Error('nothing was compared');
  return changesOf(changes).flatMap(({ sha256 }) =>
    (opened.desk.harvest.objects.get(`${harvestPrefix(demandId, round, grant)}changes/${sha256}.jsonl`) ?? '')
      .toString()
      .split('\n')
      .filter((line) => line !== ''),
  );
};

/** The first message is gone, the last is another, and one is new beside each of them. */
async function change(): Promise<number> {
  const TableName = opened.desk.stores.names.MailTable;
  const rows = (await rowsOf(TableName)).filter(isInYear);
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last || first === last) throw new Error('too few samples');
  const keyOf = ({ account, entry }: Row) => ({ account, entry });
  const send = opened.documents.send.bind(opened.documents);
  await send(new DeleteCommand({ TableName, Key: keyOf(first) }));
  await send(
    new UpdateCommand({
      TableName,
      Key: keyOf(last),
      UpdateExpression: 'SET folder = :folder',
      ExpressionAttributeValues: { ':folder': 'Elsewhere' },
    }),
  );
  for (const row of [first, last])
    await send(
      new PutCommand({ TableName, Item: { ...row, entry: `${row.entry}-new`, id: `${row.id}-new` } }),
    );
  return rows.length;
}

const CHANGED = [{ item: 'content.mail', deleted: 1, edited: 1, added: 2 }];
/** Each part of what was frozen by itself. */
const EACH = { togetherBytes: 1 };

describe('what was frozen in many parts, held against what there is now', () => {
  async function frozenInParts(): Promise<string> {
    const demandId = await filed({}, ['content.mail']);
    await freeze(slowly(10_000), demandId);
    expect((await opened.desk.ledger.store.parts(demandId, FROZEN(''))).length).toBeGreaterThan(2);
    return demandId;
  }

  it('is compared in as many calls as it takes, which come to what one would', async () => {
    const demandId = await frozenInParts();
    const count = await change();
    await retrieve(slowly(60_000), demandId, 1, EACH);
    const told = await comparedOf(demandId);
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual(told.map((_, index) => index + 1));
    await check(opened.desk, demandId);
    const { changes, frozen } = await harvestOf(demandId, 'mail');
    expect(changes?.items).toEqual(CHANGED);
    expect(frozen?.length).toBe(told.length + 1);
    expect(await recordsOf(demandId, 'mail')).toHaveLength(count);
    // Of the call that found one, and of the last: calls that found nothing write nothing.
    expect(changes?.more).toHaveLength(1);
    expect((await linesOf(demandId)).map((line) => JSON.parse(line).change)).toEqual(['deleted', 'edited']);
  });

  it('loses one part where a call is cut off', async () => {
    const demandId = await frozenInParts();
    await change();
    const desk = slowly(60_000);
    let reads = 0;
    const read: Desk['frozen']['read'] = async (key) => {
      reads += 1;
      // Lines and marks of the first two parts were read by then.
      if (reads === 5) throw new Error('cut off');
      return opened.desk.frozen.read(key);
    };
    const frozen = Object.assign(Object.create(opened.desk.frozen), { read });
    await expect(retrieve({ ...desk, frozen }, demandId, 1, EACH)).rejects.toThrow('cut off');
    const before = await comparedOf(demandId);
    expect(before).toEqual([1, 2]);
    await retrieve(slowly(60_000), demandId, 1, EACH);
    const after = await comparedOf(demandId);
    expect(after).toEqual(after.map((_, index) => index + 1));
    expect((await harvestOf(demandId, 'mail')).changes?.items).toEqual(CHANGED);
    await check(opened.desk, demandId);
  });

  it('is compared in one call where that has the time', async () => {
    const demandId = await frozenInParts();
    await change();
    await retrieve(opened.desk, demandId, 1, EACH);
    expect(await comparedOf(demandId)).toEqual([]);
    expect(await opened.desk.ledger.store.part(demandId, COMPARING(1, 0))).toBeUndefined();
    const { changes } = await harvestOf(demandId, 'mail');
    expect(changes?.items).toEqual(CHANGED);
    expect(changes).not.toHaveProperty('more');
  });

  it('keeps what it found of an item whose store can be read no more, and says that it is not all', async () => {
    const demandId = await frozenInParts();
    const count = await change();
    const gone = Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });
    const { mail } = opened.desk.stores.connectors;
    let runs = 0;
    const desk = slowly(60_000);
    const { mail: slow } = desk.stores.connectors;
    const failing: Connector = {
      ...mail,
      async *read(grant, clients) {
        runs += 1;
        if (runs > 1) throw gone;
        yield* slow.read(grant, clients);
      },
    };
    const connectors = { ...desk.stores.connectors, mail: failing };
    await retrieve({ ...desk, stores: { ...desk.stores, connectors } }, demandId, 1, EACH);
    await check(opened.desk, demandId);
    const { changes } = await harvestOf(demandId, 'mail');
    expect(changes?.notCompared).toEqual(['content.mail']);
    expect(changes?.items).toEqual([{ item: 'content.mail', deleted: 1, edited: 0, added: 1 }]);
    expect(await recordsOf(demandId, 'mail')).toHaveLength(count);
  });
});
