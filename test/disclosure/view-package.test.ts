import { firstRecords } from '../../functions/desk/first-records.ts';
import { sampleFileRoute } from '../../functions/desk/sample-file.route.ts';
import { sampleFile } from '../../functions/desk/sample-file.ts';
import type { Viewer } from '../../functions/desk/sealed-for.ts';
import { viewPackageRoute } from '../../functions/desk/view-package.route.ts';
import { FileSample, PackageView } from '../../functions/desk/view-package.schema.ts';
import { viewPackage } from '../../functions/desk/view-package.ts';
import { itemOfFile } from '../../functions/disclosure/item-of-file.ts';
import { milestonesOf } from '../../functions/ledger/agent-events.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { looksOf, readBy } from '../../functions/ledger/looks-of.ts';
import { InconsistentState } from '../../functions/shared/faults.ts';
import { answerOf } from '../kit/answers.ts';
import { person, problemOf, sam, tess } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { openDesk } from '../retrieval/approved-demand.ts';
import { FEW, openSampleStores } from '../retrieval/sample-stores.ts';
import { law } from '../validity/law.ts';
import { packageFiles } from './package-files.ts';
import { fileChecked, sealed, sealingOf } from './sealed-demand.ts';

const ITEMS = ['subscriber', 'sessions', 'content.mail', 'content.messages', 'location.history'];
const FOLDER = 'data/accounts/acct-0001/';

let engine: Engine;
let arranged: Awaited<ReturnType<typeof arrange>>;
beforeAll(async () => {
  engine = await startEngine();
  arranged = await arrange();
});
afterAll(() => engine.stop());

/** A package as it waits for a release, and its bytes as they stand in the bucket. */
async function arrange() {
  const few = { ...FEW, accounts: 4, calls: 4, recordings: 2, files: 4, sessions: 120 };
  const desk = await openDesk(engine, await openSampleStores(engine, few));
  const sealing = sealingOf(desk);
  const id = await fileChecked(desk, { items: ITEMS });
  const { part, bytes } = await sealed(desk, sealing, id);
  await changeDemand(desk.ledger, id, () => ({
    set: {},
    action: 'release.requested',
    actor: SERVICE,
    detail: {},
    result: undefined,
  }));
  const asked: string[] = [];
  const depsOf = (own: Buffer) => ({
    ...desk.ledger,
    rulebook: law,
    sealedBytes: ({ key, versionId }: { key: string; versionId: string }) => {
      asked.push(`${key} ${versionId}`);
      return async (from: number, to: number) => own.subarray(from, to);
    },
  });
  const deps = depsOf(bytes);
  const view = async (query: Parameters<typeof viewPackage>[1] = {}, who: Viewer = sam) =>
    PackageView.parse(answerOf(viewPackageRoute, await viewPackage(id, query, who, deps)));
  const sample = async (path: string, who: Viewer = sam) =>
    FileSample.parse(answerOf(sampleFileRoute, await sampleFile(id, path, who, deps)));
  const looks = async () =>
    (await desk.ledger.store.events(id)).filter(({ action }) => action === 'demand.looked');
  return { id, part, bytes, deps, depsOf, desk, view, sample, looks, asked };
}

describe('what is in a package', () => {
  it('is told from its sealed bytes, in the version that was sealed, against the approved scope', async () => {
    const { view, part, bytes, asked } = arranged;
    const seen = await view();
    const files = await packageFiles(bytes);
    expect(seen).toMatchObject({ sha256: part.sha256, size: bytes.length, files: files.size });
    expect(new Set(asked)).toEqual(new Set([`${part.key} ${part.versionId}`]));
    expect(new Set(seen.index.map(({ path }) => path))).toEqual(new Set(files.keys()));
    for (const { path, size } of seen.index) expect([path, size]).toEqual([path, files.get(path)?.length]);
    const list = files.get('manifest-sha256.txt')?.toString() ?? '';
    for (const { path, sha256 } of seen.index)
      if (path.startsWith('data/')) expect(list).toContain(`${sha256}  ${path}\n`);
    const counts = Object.fromEntries(seen.items.map(({ item, records }) => [item, records]));
    expect(counts).toEqual(part.counts);
    for (const { granted, without, records } of seen.items)
      expect([granted, without]).toEqual([1, records > 0 ? 0 : 1]);
    expect(seen.notHeld).toContain('location.history');
    expect(seen.beyondScope).toEqual([]);
    expect(seen.narrowing).toMatchObject({
      demanded: { items: ITEMS, targets: [0] },
      authorised: { items: ITEMS, targets: [0] },
      reviewed: { items: ITEMS, targets: [0] },
      sealed: { targets: [0], accounts: 1 },
    });
  });

  it('comes in pages', async () => {
    const { view } = arranged;
    const all = (await view()).index;
    const paged: typeof all = [];
    let after: number | undefined = 0;
    while (after !== undefined) {
      const page: PackageView = await view({ after, limit: 7 });
      paged.push(...page.index);
      after = page.next;
    }
    expect(paged).toEqual(all);
  });

  it('is a look at these bytes, once for each person, and told to no agent', async () => {
    const { view, looks, part } = arranged;
    for (const who of [sam, sam, tess]) await view({}, who);
    const events = await looks();
    expect(events.map(({ actor, detail }) => [actor.subject, detail.looks])).toEqual([
      ['sam', [{ what: 'package', sha256: part.sha256 }]],
      ['tess', [{ what: 'package', sha256: part.sha256 }]],
    ]);
    expect(milestonesOf(events)).toEqual([]);
  });

  it('is a fault where the package is not the one that was sealed', async () => {
    const { id, bytes, depsOf } = arranged;
    const files = await packageFiles(bytes);
    const inside = (name: string) => bytes.indexOf(files.get(name) ?? '');
    const cases: [string, number][] = [
      ['statement', inside('statement.dsse.json') + 40],
      ['list', inside('manifest-sha256.txt') + 3],
      ['directory', bytes.length - 60],
      ['end', bytes.length - 22],
    ];
    for (const [what, at] of cases) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      const view = viewPackage(id, {}, sam, depsOf(other));
      await expect(view.then(() => what)).rejects.toThrow();
    }
    const other = Buffer.from(bytes);
    const at = inside(`${FOLDER}sessions.csv`) + 20;
    other[at] = (other[at] ?? 0) ^ 1;
    await expect(sampleFile(id, `${FOLDER}sessions.csv`, sam, depsOf(other))).rejects.toThrow(
      InconsistentState,
    );
  });

  it('is sampled as the rulebook lets the role', async () => {
    const { sample, bytes, id, deps } = arranged;
    const files = await packageFiles(bytes);
    const auditor = person('auditor', 'ada');
    const table = await sample(`${FOLDER}sessions.csv`);
    const rows = (files.get(`${FOLDER}sessions.csv`)?.toString() ?? '').replace('\uFEFF', '').split('\r\n');
    expect(table).toMatchObject({ as: 'table', item: 'sessions', isChecked: true, isCut: true });
    expect(table.records).toEqual(rows.slice(0, 6));
    const mail = await sample(`${FOLDER}mail/messages/000001.eml`);
    expect(mail.records).toEqual([files.get(`${FOLDER}mail/messages/000001.eml`)?.toString()]);
    expect((await sample(`${FOLDER}messages.jsonl`)).records).toHaveLength(1);
    expect((await sample('README.txt', auditor)).records[0]).toContain('HOW TO CHECK IT');
    const refused = (path: string, who: Viewer) => problemOf(sampleFile(id, path, who, deps));
    expect(await refused(`${FOLDER}messages.jsonl`, auditor)).toBe('403 sample_not_allowed');
    expect(await refused('index.html', sam)).toBe('422 sample_not_shown');
    expect(await refused(`${FOLDER}mail/mail.mbox`, sam)).toBe('422 sample_not_shown');
    expect(await refused(`${FOLDER}nothing.csv`, sam)).toBe('403 sample_not_allowed');
    expect(await refused(`${FOLDER}sessions~9.csv`, sam)).toBe('404 file_missing');
  });

  it('is sampled, and not read through: of an item in no more files than records of it may be seen', async () => {
    const { id, deps, bytes, looks } = arranged;
    const mails = [...(await packageFiles(bytes)).keys()].filter((path) => path.endsWith('.eml'));
    expect(mails.length).toBeGreaterThan(1);
    const mia = person('releaser', 'mia');
    const answers = await Promise.all(mails.map((path) => problemOf(sampleFile(id, path, mia, deps))));
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(['none', '403 sample_not_allowed']));
    // What was seen may be seen again, and is told once.
    const seen = mails[answers.indexOf('none')] ?? '';
    expect(await problemOf(sampleFile(id, seen, mia, deps))).toBe('none');
    const told = (await looks()).filter(({ actor }) => actor.subject === 'mia');
    expect(told.map(({ detail }) => detail.looks)).toEqual([
      [
        {
          what: 'package',
          sha256: arranged.part.sha256,
          sample: expect.objectContaining({ item: 'content.mail' }),
        },
      ],
    ]);
    expect(JSON.stringify(told)).not.toContain('acct-0001');
    const seenBy = readBy(await looksOf(id, 'mia', deps.store), {
      round: 1,
      packageSha256: arranged.part.sha256,
    });
    expect(seenBy.package).toBe(false);
  });

  it('is not shown to who asked for what is in it, in whatever role they come', async () => {
    const { id, deps, desk } = arranged;
    const { filedBy = '' } = (await desk.ledger.store.read(id)) ?? {};
    for (const who of [person('releaser', filedBy), person('auditor', filedBy.toUpperCase())]) {
      expect(await problemOf(viewPackage(id, {}, who, deps))).toBe('403 own_demand');
      expect(await problemOf(sampleFile(id, `${FOLDER}sessions.csv`, who, deps))).toBe('403 own_demand');
    }
  });

  it('is for who decides on it while it is theirs to decide on, and for auditors', async () => {
    const { id, deps, desk } = arranged;
    const unsealed = await fileChecked(desk, { items: ['subscriber'] });
    expect(await problemOf(viewPackage(unsealed, {}, sam, deps))).toBe('409 nothing_sealed');
    expect(await problemOf(viewPackage('nobody', {}, sam, deps))).toBe('404 not_found');
    const tessDecides = { kind: 'releaser', subject: 'tess' } as const;
    for (const [action, actor] of [
      ['release.decided', tessDecides],
      ['disclosure.available', SERVICE],
    ] as const)
      await changeDemand(desk.ledger, id, () => ({ set: {}, action, actor, detail: {}, result: undefined }));
    expect(await problemOf(viewPackage(id, {}, sam, deps))).toBe('409 not_awaiting_release');
    expect(await viewPackage(id, {}, person('auditor', 'ada'), deps)).toMatchObject({ id });
  });
});

describe('the first records of a file', () => {
  it.each([
    ['table', 'a,b\r\n1,"x\ny"\r\n2,z\r\n', 1, ['a,b', '1,"x\ny"'], true],
    ['table', 'a,b\r\n1,2\r\n', 5, ['a,b', '1,2'], false],
    ['lines', '{"a":1}\n{"a":2}\n', 1, ['{"a":1}'], true],
    ['lines', '{"a":1}', 3, ['{"a":1}'], false],
    ['text', 'From: x\r\n\r\nHi', 1, ['From: x\r\n\r\nHi'], false],
  ] as const)('as %s are %j, %d of them', (as, text, most, records, isCut) => {
    expect(firstRecords(as, text, { most, isAll: true })).toEqual({ records, isCut });
  });

  it.each([
    ['mail/messages/000001.eml', 'content.mail'],
    ['mail/mail~2.csv', 'content.mail'],
    ['files/a/000001-x.csv', 'content.files'],
    ['files.csv', 'content.files'],
    ['messages~3.jsonl', 'content.messages'],
    ['call-records.csv', 'traffic.call-records'],
    ['subscriber.json', 'subscriber'],
    ['voicemail.greeting.jsonl', 'voicemail.greeting'],
    ['set-aside.csv', undefined],
  ])('of %s are those of %s', (name, item) => {
    expect(itemOfFile(`${FOLDER}${name}`)).toBe(item);
  });
});
