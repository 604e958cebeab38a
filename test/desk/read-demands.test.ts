import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoDemandListStore } from '../../functions/desk/dynamodb-demand-list.store.ts';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { listDemands, readDemand } from '../../functions/desk/read-demands.ts';
import { demandKey } from '../../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import { answerOf } from '../kit/answers.ts';
import { everyone } from '../kit/authorities.ts';
import { fred, olga, problemOf, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { forAgent, forDesk } from '../kit/sides.ts';

const REFERRED = { outcome: 'refer' as const, reasons: ['conflict-of-laws' as const] };

describe('what a demand shows of itself', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());
  const arrange = () => ({
    store: dynamoDemandStore(engine.documents, table),
    clock: () => new Date(FILED_AT),
    authorities: everyone,
    lists: dynamoDemandListStore(engine.documents, table),
    rulebook: compileRulebook(loadRulebookSource()),
    verdicts: { of: async () => 'clean' as const, keep: async () => {} },
  });

  it('tells an agent what its paper amounts to, and nothing that we know of accounts', async () => {
    const deps = arrange();
    for (const [record, status] of [
      [{ status: 'filed' }, 'received'],
      [{ status: 'awaiting-review' }, 'received'],
      [{ status: 'failed', failedIn: 'filed' }, 'received'],
      [{ status: 'reviewed' }, 'in-progress'],
      [{ status: 'failed', failedIn: 'reviewed' }, 'in-progress'],
      [{ status: 'awaiting-release', packageSha256: 'a'.repeat(64) }, 'in-progress'],
      [{ status: 'closed', conclusion: 'refused' }, 'closed'],
      [{ status: 'awaiting-review', withdrawnAt: FILED_AT }, 'withdrawn'],
    ] as const) {
      const id = await fileSample(deps.store, { record, determination: REFERRED });
      const seen = await forAgent(readDemand(id, olga, deps));
      expect(seen).toMatchObject({ status, paper: { outcome: 'accept', reasons: [] } });
      for (const name of ['circumstances', 'determination', 'round', 'package', 'accounts'])
        expect(seen).not.toHaveProperty(name);
      expect((await forDesk(readDemand(id, rita, deps))).determination).toMatchObject(REFERRED);
    }
  });

  it('tells an agent the hash of the package once it may be had, whatever failed after that', async () => {
    const deps = arrange();
    const packageSha256 = 'a'.repeat(64);
    for (const record of [
      { status: 'released' },
      { status: 'closed', conclusion: 'disclosed' },
      { status: 'failed', failedIn: 'released' },
    ]) {
      const id = await fileSample(deps.store, { record: { ...record, packageSha256 } });
      expect(await forAgent(readDemand(id, olga, deps))).toMatchObject({
        status: 'available',
        conclusion: 'disclosed',
        package: { sha256: packageSha256 },
      });
    }
  });

  it('fits its schema, for staff and for an agent', async () => {
    const deps = arrange();
    const id = await fileSample(deps.store, { determination: REFERRED });
    for (const principal of [rita, olga]) {
      answerOf(readDemandRoute, await readDemand(id, principal, deps));
      const page = await listDemands({ limit: 2 }, principal, deps);
      expect(page.demands.length).toBeGreaterThan(0);
      answerOf(listDemandsRoute, page);
    }
  });

  it('comes page by page in a list, and a cursor of another list opens none', async () => {
    const deps = arrange();
    for (let filed = 0; filed < 3; filed += 1) await fileSample(deps.store);
    const first = await listDemands({ limit: 2 }, olga, deps);
    expect(first.demands).toHaveLength(2);
    const second = await listDemands({ limit: 2, after: first.next }, olga, deps);
    expect(second.demands[0]?.id).not.toBe(first.demands[1]?.id);
    expect(await problemOf(listDemands({ after: first.next }, fred, deps))).toBe('400 bad_cursor');
    expect(await problemOf(listDemands({ after: first.next }, rita, deps))).toBe('400 bad_cursor');
  });

  it('goes on where it stood, though the demand that it stood at has another status by now', async () => {
    const name = await engine.createDemandsTable();
    const deps = { lists: dynamoDemandListStore(engine.documents, name), clock: () => new Date(FILED_AT) };
    const store = dynamoDemandStore(engine.documents, name);
    const filed = [await fileSample(store), await fileSample(store)];
    const first = await listDemands({ limit: 1 }, rita, deps);
    const moved = first.demands[0]?.id ?? '';
    await engine.documents.send(
      new UpdateCommand({
        TableName: name,
        Key: demandKey(moved),
        UpdateExpression: 'SET #status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': 'reviewed' },
      }),
    );
    const { demands } = await listDemands({ after: first.next }, rita, deps);
    expect(demands.map(({ id }) => id)).toEqual(filed.filter((id) => id !== moved));
  });

  it.each([
    ['no id', 'x'],
    ['nothing', ''],
    ['an id that is not there', `d-${'0'.repeat(26)}`],
    ['an id of another form', `d-${'0'.repeat(26)}#`],
    ['a key of the table', 'demand#d-00000000000000000000000000'],
    [
      'keys of the index, as an earlier release sent them',
      Buffer.from('{"pk":"idempotency#us-fbi#1","sk":"demand","key":"us-usao-ndca","filedAt":""}').toString(
        'base64url',
      ),
    ],
    ['a value of another type', Buffer.from('{"pk":{"S":"x"}}').toString('base64url')],
  ])('takes no cursor that is %s', async (_what, after) => {
    for (const principal of [olga, rita])
      expect(await problemOf(listDemands({ after }, principal, arrange()))).toBe('400 bad_cursor');
  });

  it('says to staff alone what a scanner said of each document, in the version that was filed', async () => {
    const deps = arrange();
    const paper = (sha256: string) => ({ sha256, mediaType: 'application/pdf', title: 'order' });
    const [pinned, unpinned] = ['ab'.repeat(32), 'cd'.repeat(32)];
    const demand = sampleDemand({ documents: [paper(pinned), paper(unpinned), paper(pinned)] });
    const documents = [{ sha256: pinned, versionId: 'v3', size: 9 }];
    const id = await fileSample(deps.store, { record: { demand, documents } });
    const asked: object[] = [];
    const of = async (document: object) => {
      asked.push(document);
      return 'suspicious' as const;
    };
    const seen = await forDesk(readDemand(id, rita, { ...deps, verdicts: { ...deps.verdicts, of } }));
    expect(seen.scans).toEqual([
      { sha256: pinned, verdict: 'suspicious' },
      { sha256: unpinned, verdict: 'unscanned' },
    ]);
    expect(asked).toMatchObject([{ authorityId: 'us-usao-ndca', sha256: pinned, versionId: 'v3' }]);
    answerOf(readDemandRoute, seen);
    expect(await readDemand(id, olga, deps)).not.toHaveProperty('scans');
  });

  it('is not there for another authority', async () => {
    const deps = arrange();
    const id = await fileSample(deps.store);
    expect(await problemOf(readDemand(id, fred, deps))).toBe('404 not_found');
    expect(await problemOf(readDemand(`d-${'0'.repeat(26)}`, fred, deps))).toBe('404 not_found');
  });
});
