import type { Facts } from '../../functions/ledger/facts.schema.ts';
import type { EditionFiles } from '../../functions/reporting/edition.store.ts';
import { listReportsRoute } from '../../functions/reporting/list-reports.route.ts';
import { publishReportRoute } from '../../functions/reporting/publish-report.route.ts';
import type { PublishDeps } from '../../functions/reporting/publish-report.ts';
import { readInterimRoute } from '../../functions/reporting/read-interim.route.ts';
import { readReportRoute } from '../../functions/reporting/read-report.route.ts';
import { listReports, readReport } from '../../functions/reporting/read-reports.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { answerOf } from '../kit/answers.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import type { memoryFiles } from '../kit/memory-editions.ts';
import { publishedBy, reportsDesk } from '../kit/reports-desk.ts';

const PERIOD = '2026-H2';

const desk = reportsDesk;

const publish = (deps: PublishDeps, reason?: Report['reason'], period = PERIOD) =>
  publishedBy({ period, reason }, deps);

const reportOf = (files: ReturnType<typeof memoryFiles>, edition: number, period = PERIOD): Report =>
  Report.parse(JSON.parse(files.objects.get(`reports/${period}/edition-000${edition}.json`) ?? 'null'));

describe('publishing a report', () => {
  test('writes the first edition as JSON, CSV and page', async () => {
    const { deps, files, contributions } = desk();
    await contributions.put(someContribution('d-1', { outcome: 'content' }));
    const { outcome, edition } = await publish(deps);
    expect(outcome).toBe('published');
    expect(edition).toMatchObject({
      edition: 1,
      interim: false,
      received: 1,
      disclosed: 1,
      publishedBy: 'auditor-1',
    });
    expect([...files.objects.keys()]).toEqual([
      'reports/2026-H2/edition-0001.json',
      'reports/2026-H2/edition-0001.csv',
      'reports/2026-H2/edition-0001.html',
      'reports/2026-H2/edition-0001.datapackage.json',
    ]);
    expect(reportOf(files, 1).changes).toEqual([]);
  });

  test('answers with the last edition while nothing has changed', async () => {
    const { deps, clock } = desk();
    const first = await publish(deps);
    clock.now = '2027-02-01T00:00:00Z';
    expect(await publish(deps)).toEqual({ outcome: 'unchanged', edition: first.edition });
  });

  test('restates with every changed cell and a reason, and leaves the first edition as it was', async () => {
    const { deps, files, contributions } = desk();
    await contributions.put(someContribution('d-1'));
    await publish(deps);
    const first = files.objects.get('reports/2026-H2/edition-0001.json');
    const decided = {
      outcome: 'content',
      accountsContent: 0,
      accountsNonContent: 0,
      dataCountries: ['US'],
    } satisfies Partial<Facts>;
    await contributions.put(someContribution('d-1', decided, 2));
    const { edition } = await publish(deps);
    expect(edition).toMatchObject({ edition: 2, supersedes: 1, reason: 'late_arrival' });
    expect(
      reportOf(files, 2).changes.map(({ before, after }) => [after?.outcome, before?.low, after?.low]),
    ).toEqual([
      ['content', 0, 1],
      ['pending', 1, 0],
    ]);
    expect(files.objects.get('reports/2026-H2/edition-0001.json')).toBe(first);
  });

  test('keeps an interim edition where auditors read it alone, and begins at 1 when the period is over', async () => {
    const { deps, clock, files, contributions } = desk({ now: '2026-12-31T23:59:58Z' });
    await contributions.put(someContribution('d-1'));
    expect((await publish(deps)).edition).toMatchObject({ edition: 1, interim: true });
    await contributions.put(someContribution('d-2'));
    clock.now = '2026-12-31T23:59:59Z';
    const draft = (await publish(deps)).edition;
    expect([draft.edition, draft.json.key]).toEqual([2, 'drafts/2026-H2/edition-0002.json']);
    expect(await listReports(deps)).toEqual({ reports: [] });
    const bytes = await readReport(
      { period: PERIOD, edition: undefined, format: 'json' },
      { editions: deps.drafts, files },
    );
    answerOf(readInterimRoute, JSON.parse(bytes.body));
    expect(Report.parse(JSON.parse(bytes.body)).nationalSecurity[0]?.cells.map(({ state }) => state)).toEqual(
      ['not_reported', 'not_reported'],
    );
    clock.now = '2027-01-01T00:00:00Z';
    const { edition } = await publish(deps);
    expect(edition).toMatchObject({ edition: 1, interim: false });
    expect([edition.reason, edition.supersedes, reportOf(files, 1).changes]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  test('adds the bands of a structure once its delay is over', async () => {
    const { deps, files, clock } = desk({ schemes: [SCHEMES.s1874a2_500] });
    await publish(deps);
    clock.now = '2027-06-28T00:00:00Z';
    expect((await publish(deps)).outcome).toBe('unchanged');
    clock.now = '2027-06-29T00:00:00Z';
    expect((await publish(deps)).edition).toMatchObject({ edition: 2, reason: 'delay_expired' });
    expect(reportOf(files, 2).nationalSecurity[0]?.cells.map(({ state }) => state)).toEqual(
      Array(4).fill('band'),
    );
  });

  test.each([
    ['2026-H3', 400],
    ['2099-H1', 422],
  ])('refuses %s', async (period, status) => {
    await expect(publish(desk().deps, undefined, period)).rejects.toMatchObject({ name: 'Problem', status });
  });
});

describe('bands that were printed', () => {
  const secret = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      someContribution(`ns-${index}`, { series: 'national-security' }),
    );

  test('do not move with a late demand', async () => {
    const { deps, contributions } = desk();
    for (const one of secret(249)) await contributions.put(one);
    await publish(deps);
    await contributions.put(someContribution('ns-late', { series: 'national-security' }));
    expect((await publish(deps)).outcome).toBe('unchanged');
  });

  test('stay when another structure is chosen for later periods', async () => {
    const { deps, contributions, files } = desk();
    await publish(deps);
    await contributions.put(someContribution('d-1'));
    await publish({ ...deps, schemes: [SCHEMES.s1874a2_500] });
    expect(reportOf(files, 2).nationalSecurity.map(({ scheme }) => scheme)).toEqual(['us-1874-a3']);
  });

  test('keep another structure off the year that holds the period', async () => {
    const { deps, files } = desk({ now: '2030-01-01T00:00:00Z' });
    await publish(deps);
    await publish({ ...deps, schemes: [SCHEMES.s1874a4_100_annual] }, undefined, '2026');
    expect(reportOf(files, 1, '2026').nationalSecurity[0]?.cells.map(({ state }) => state)).toEqual([
      'not_reported',
      'not_reported',
    ]);
  });
});

describe('publishers that meet', () => {
  test('publish one edition', async () => {
    const { deps, files } = desk();
    const outcomes = await Promise.all([publish(deps), publish(deps), publish(deps)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['published', 'unchanged', 'unchanged']);
    expect(new Set(outcomes.map(({ edition }) => edition.json.sha256)).size).toBe(1);
    expect(files.objects.size).toBe(4);
  });

  test.each([1, 2, 3, 4])('finish what one that crashed after write %i began', async (writes) => {
    const { deps, files, contributions } = desk();
    await contributions.put(someContribution('d-1'));
    await expect(publish({ ...deps, files: crashingAfter(writes, files) })).rejects.toThrow('killed');
    await contributions.put(someContribution('d-2'));
    const { edition } = await publish(deps);
    expect(edition).toMatchObject({ edition: 2, received: 2 });
    expect((await deps.editions.find(PERIOD, 1))?.received).toBe(1);
    for (const number of [1, 2])
      for (const format of ['json', 'csv'] as const)
        await readReport({ period: PERIOD, edition: number, format }, deps);
  });
});

/** Files that take some writes and then die with the process: the write arrives, its answer does not. */
function crashingAfter(writes: number, files: EditionFiles): EditionFiles {
  let left = writes;
  return {
    ...files,
    create: async (file) => {
      const created = await files.create(file);
      left -= 1;
      if (left === 0) throw new Error('killed');
      return created;
    },
  };
}

describe('reading reports', () => {
  test('lists every period and edition, without who published them', async () => {
    const { deps, contributions } = desk();
    await contributions.put(someContribution('d-1', { outcome: 'content' }));
    await contributions.put(someContribution('d-2', { outcome: 'rejected' }));
    await publish(deps);
    await publish(deps, undefined, '2026-H1');
    const list = await listReports(deps);
    answerOf(listReportsRoute, list);
    const { reports } = list;
    expect(reports.map(({ period }) => period)).toEqual(['2026-H2', '2026-H1']);
    expect(reports[0]?.editions[0]).toMatchObject({
      edition: 1,
      received: 2,
      disclosed: 1,
      disclosedPercent: 50,
    });
    const { json, csv, proof } = reports[0]?.editions[0] ?? {};
    expect([json?.href, csv?.href, proof?.href]).toEqual([
      '/reports/2026-H2?edition=1&format=json',
      '/reports/2026-H2?edition=1&format=csv',
      '/reports/2026-H2/proof?edition=1',
    ]);
    expect(JSON.stringify(reports)).not.toMatch(/auditor-1|edition-0001/);
  });

  test('gives the last edition, or the one that is asked for', async () => {
    const { deps, contributions } = desk();
    await publish(deps);
    await contributions.put(someContribution('d-1'));
    await publish(deps);
    const read = (edition?: number) => readReport({ period: PERIOD, edition, format: 'json' }, deps);
    expect([(await read()).edition, (await read(1)).edition]).toEqual([2, 1]);
    answerOf(readReportRoute, JSON.parse((await read()).body));
    for (const status of [200, 201]) answerOf(publishReportRoute, (await publish(deps)).edition, status);
    await expect(read(3)).rejects.toMatchObject({ status: 404 });
  });

  test('serves no bytes but those that were published', async () => {
    const { deps, files } = desk();
    await publish(deps);
    files.objects.set('reports/2026-H2/edition-0001.csv', 'period,series\r\n');
    const read = readReport({ period: PERIOD, edition: undefined, format: 'csv' }, deps);
    await expect(read).rejects.toMatchObject({ name: 'InconsistentState' });
  });
});
