import { type FileDemandDeps, fileDemand } from '../../functions/intake/file-demand.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { Demand, MAX_TARGETS } from '../../functions/shared/demand.schema.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { registerOf, someAuthority } from '../kit/authorities.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { filingDeps, filingInput } from '../kit/filing-deps.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { sampleDemand } from '../kit/sample-demand.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const PAPER = 'ab'.repeat(32);

describe('filing a demand', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  const arrange = (change: Partial<FileDemandDeps> = {}) => {
    const started: string[] = [];
    const documents = memoryDocuments((path) =>
      path.startsWith('us-usao-ndca/') ? { sha256: PAPER, versionId: 'v7' } : undefined,
    ).store;
    const executions = {
      start: async (id: string) => {
        started.push(id);
      },
    };
    const deps = filingDeps({ engine, table, now: NOW }, { documents, executions, ...change });
    const store = dynamoDemandStore(engine.documents, table);
    return { deps, store, started, input: filingInput() };
  };
  const problemOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error: unknown) => (error instanceof Problem ? `${error.status} ${error.code}` : 'not a problem'),
    );

  it('writes the demand with its first event, and starts its execution', async () => {
    const { deps, store, started, input } = arrange();
    const filed = await fileDemand(input, deps);
    const record = await store.read(filed.id);
    expect(record).toMatchObject({
      status: 'filed',
      authorityId: 'us-usao-ndca',
      filedBy: 'olga',
      version: 1,
    });
    expect(record?.demand.dates?.received).toBe(NOW.toISOString());
    const events = await store.events(filed.id);
    expect(findChainFaults(events)).toEqual([]);
    expect(events.map(({ action }) => action)).toEqual(['demand.filed']);
    expect(started).toEqual([filed.id]);
  });

  it('takes who demands from the register, and keeps the paper as it was served', async () => {
    const entry = someAuthority({
      name: 'Police',
      country: 'FR',
      level: 'national',
      kind: 'law-enforcement',
    });
    const { deps, store, input } = arrange({ authorities: registerOf(entry) });
    const { id } = await fileDemand(input, deps);
    const record = await store.read(id);
    const { name, country, level, kind } = entry;
    expect(record?.authority).toEqual({ name, country, level, kind });
    expect(record?.facts).toMatchObject({
      country: 'FR',
      level: 'national',
      authorityKind: 'law-enforcement',
    });
    expect(record?.demand.authority).toEqual(input.demand.authority);
  });

  it.each([
    ['authority_not_enrolled', registerOf()],
    [
      'authority_suspended',
      registerOf(someAuthority({ status: { is: 'suspended', from: '2026-11-23T09:00:00Z' } })),
    ],
    ['agent_not_listed', registerOf(someAuthority({ agents: ['oscar'] }))],
  ])('refuses with %s, before it looks at anything', async (code, authorities) => {
    const { deps, started, input } = arrange({ authorities });
    const wrong = { ...input, idempotencyKey: undefined, demand: sampleDemand({ targets: [] }) };
    expect(await problemOf(fileDemand(wrong, deps))).toBe(`403 ${code}`);
    expect(started).toEqual([]);
  });

  it.each(['ZZ', 'XX', 'EU', 'UK'])('refuses %s, which is no country', async (country) => {
    const { deps, input } = arrange();
    const authority = { ...input.demand.authority, country };
    const refused = fileDemand({ ...input, demand: sampleDemand({ authority }) }, deps);
    await expect(refused).rejects.toMatchObject({
      code: 'unknown_country',
      faults: [{ pointer: '/authority/country', code: 'unknown_country' }],
    });
  });

  it('refuses a part of another country', async () => {
    const { deps, input } = arrange();
    const authority = { ...input.demand.authority, state: 'CA-ON' };
    const refused = fileDemand({ ...input, demand: sampleDemand({ authority }) }, deps);
    await expect(refused).rejects.toMatchObject({ faults: [{ pointer: '/authority/state' }] });
  });

  it('answers the same key with the same demand, however many come at once', async () => {
    const { deps, started, input } = arrange();
    const answers = await Promise.all(Array.from({ length: 12 }, () => fileDemand(input, deps)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(started).toHaveLength(1);
  });

  it('refuses a key that filed another demand', async () => {
    const { deps, input } = arrange();
    await fileDemand(input, deps);
    const other = { ...input, demand: sampleDemand({ data: ['sessions'] }) };
    expect(await problemOf(fileDemand(other, deps))).toBe('422 idempotency_key_reused');
  });

  it('keeps the keys of two authorities apart', async () => {
    const { deps, input } = arrange();
    const ours = await fileDemand(input, deps);
    const theirs = await fileDemand({ ...input, authorityId: 'us-fbi' }, deps);
    expect(theirs.id).not.toBe(ours.id);
  });

  it.each([[undefined], ['short'], ['with spaces in it'], ['x'.repeat(201)]])(
    'asks for a usable key (%s)',
    async (idempotencyKey) => {
      const { deps, input } = arrange();
      expect(await problemOf(fileDemand({ ...input, idempotencyKey }, deps))).toBe(
        '400 idempotency_key_missing',
      );
    },
  );

  it('binds documents that were uploaded, and refuses those that were not or have other bytes', async () => {
    const { deps, input } = arrange();
    const paper = (sha256: string) => ({
      ...input,
      idempotencyKey: `${input.idempotencyKey}-${sha256.slice(0, 2)}`,
      demand: sampleDemand({ documents: [{ sha256, mediaType: 'application/pdf', title: 'subpoena' }] }),
    });
    expect(await problemOf(fileDemand(paper(PAPER), deps))).toBe('none');
    expect(await problemOf(fileDemand(paper('cd'.repeat(32)), deps))).toBe('422 document_altered');
    expect(await problemOf(fileDemand({ ...paper(PAPER), authorityId: 'us-fbi' }, deps))).toBe(
      '422 document_missing',
    );
  });

  it('knows a paper again under another key, and without saying anything of it', async () => {
    const { deps, store, input } = arrange();
    const documents = [{ sha256: PAPER, mediaType: 'application/pdf', title: 'subpoena' }];
    const filed = async (change: Partial<Demand>, idempotencyKey: string) => {
      const demand = sampleDemand({ documents, ...change });
      return (await store.read((await fileDemand({ ...input, demand, idempotencyKey }, deps)).id))?.facts
        .paper;
    };
    const paper = await filed({ reference: '26-mj-1' }, `${input.idempotencyKey}-1`);
    expect(paper).toMatch(/^[0-9a-f]{32}$/);
    expect(await filed({ reference: '26-mj-1' }, `${input.idempotencyKey}-2`)).toBe(paper);
    expect(await filed({ reference: '26-mj-2' }, `${input.idempotencyKey}-3`)).not.toBe(paper);
    expect(await filed({ documents: [] }, `${input.idempotencyKey}-4`)).toBeUndefined();
  });

  it('pins the version of each document, in the demand and in its ledger', async () => {
    const { deps, store, input } = arrange();
    const documents = [{ sha256: PAPER, mediaType: 'application/pdf', title: 'subpoena' }];
    const { id } = await fileDemand({ ...input, demand: sampleDemand({ documents }) }, deps);
    expect((await store.read(id))?.documents).toEqual([{ sha256: PAPER, versionId: 'v7', size: 9 }]);
    const [filed] = await store.events(id);
    expect(filed?.detail).toMatchObject({ documents: [PAPER], documentVersions: { [PAPER]: 'v7' } });
  });

  it('takes a paper of the largest body that there may be', async () => {
    const { deps, store, input } = arrange();
    const targets = Array.from({ length: MAX_TARGETS }, (_, index) => ({
      type: 'keyword' as const,
      value: `${index} ${'漢'.repeat(420)}`,
    }));
    const demand = Demand.parse(sampleDemand({ targets, offence: { title: '漢'.repeat(300) } }));
    expect(Buffer.byteLength(JSON.stringify(demand))).toBeGreaterThan(250_000);
    const { id } = await fileDemand({ ...input, demand }, deps);
    expect((await store.read(id))?.demand.targets).toEqual(targets);
  });

  it('keeps a demand whose execution cannot be started, due for the sweep', async () => {
    const { deps, store, input } = arrange({
      executions: { start: () => Promise.reject(new Error('no state machine today')) },
    });
    const filed = await fileDemand(input, deps);
    expect(await store.read(filed.id)).toMatchObject({ status: 'filed', dueKind: 'start' });
  });

  it('writes nothing for a demand that is refused', async () => {
    const { deps, started, input } = arrange();
    const refused = fileDemand({ ...input, demand: sampleDemand({ targets: [] }) }, deps);
    expect(await problemOf(refused)).toBe('422 no_target');
    expect(started).toEqual([]);
    expect(await problemOf(fileDemand(input, deps))).toBe('none');
  });
});
