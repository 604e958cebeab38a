import { publishReportRoute } from '../../functions/reporting/publish-report.route.ts';
import { publishReport } from '../../functions/reporting/publish-report.ts';
import { listReports } from '../../functions/reporting/read-reports.ts';
import { answerOf } from '../kit/answers.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { publishedBy, reportsDesk } from '../kit/reports-desk.ts';

const period = '2026-H2';
const asked = { period, reason: 'correction', because: 'error', evidence: 'a'.repeat(64) } as const;

const secret = (count: number, prefix = 'ns') =>
  Array.from({ length: count }, (_, index) =>
    someContribution(`${prefix}-${index}`, { series: 'national-security' }),
  );

/** A period whose bands were printed with 249 demands, and one that came late. */
async function printed() {
  const desk = reportsDesk();
  for (const one of secret(249)) await desk.contributions.put(one);
  await desk.publish();
  for (const one of secret(1, 'late')) await desk.contributions.put(one);
  const ask = (by: string, more: object = {}) =>
    publishReport({ ...asked, bands: true, by, ...more }, desk.deps);
  const bandOf = (edition: number) => desk.reportOf(edition).nationalSecurity[0]?.cells[0];
  return { ...desk, ask, bandOf };
}

describe('a correction', () => {
  test('is done by the second of two auditors, with why and by which paper', async () => {
    const { ask, bandOf, reportOf, deps } = await printed();
    const first = await ask('ada');
    if (first.outcome !== 'waits') throw new Error('a second auditor was not waited for');
    answerOf(publishReportRoute, first.proposal, 202);
    const second = await ask('grace');
    if (second.outcome !== 'published') throw new Error('nothing was published');
    answerOf(publishReportRoute, second.edition, 201);
    expect(second.edition).toMatchObject({
      edition: 2,
      reason: 'correction',
      because: 'error',
      evidence: asked.evidence,
      proposedBy: 'ada',
      publishedBy: 'grace',
    });
    expect(bandOf(2)).toMatchObject({ low: 250, high: 499 });
    expect(reportOf(2).changes.map(({ reason }) => reason)).toContain('error');
    const listed = JSON.stringify(await listReports(deps));
    expect([/"ada"|grace/.test(listed), listed.includes(asked.evidence)]).toEqual([false, false]);
  });

  test.each([
    ['the same person, however spelled', 'ADA', {}],
    ['one who was first, again', 'ada', {}],
  ])('is not done by %s', async (_, by, more) => {
    const { ask, files } = await printed();
    await ask('ada');
    expect((await ask(by, more)).outcome).toBe('waits');
    expect([...files.objects.keys()].filter((key) => key.includes('edition-0002'))).toEqual([]);
  });

  test.each([
    ['no paper', { evidence: undefined }],
    ['no reason', { because: undefined }],
  ])('is not done with %s', async (_, more) => {
    const { ask } = await printed();
    await ask('ada');
    await expect(ask('grace', more)).rejects.toMatchObject({ code: 'evidence_required' });
  });

  test.each([
    ['another reason', { because: 'miscategorised' }],
    ['another paper', { evidence: 'b'.repeat(64) }],
    ['less than was asked for', { bands: undefined }],
  ])('with %s waits for another auditor, whatever the first keeps asking for', async (_, more) => {
    const { ask } = await printed();
    await ask('ada');
    expect((await ask('grace', more)).outcome).toBe('waits');
    await ask('ada');
    expect(await ask('joan', more)).toMatchObject({
      outcome: 'published',
      edition: { proposedBy: 'grace', publishedBy: 'joan' },
    });
  });

  test('is what an auditor asked for last', async () => {
    const { ask } = await printed();
    await ask('ada');
    await ask('ada', { because: 'miscategorised' });
    expect((await ask('grace')).outcome).toBe('waits');
  });

  test('lapses with the next edition', async () => {
    const { ask, publish, contributions } = await printed();
    await ask('ada');
    await contributions.put(someContribution('d-1'));
    await publish();
    expect((await ask('grace')).outcome).toBe('waits');
  });

  test('redraws bands once, so that nobody waits for the day on which they cross a boundary', async () => {
    const { ask } = await printed();
    await ask('ada');
    await ask('grace');
    await ask('ada');
    await expect(ask('grace')).rejects.toMatchObject({ status: 409, code: 'bands_corrected' });
  });

  test('was made also where it moved nothing, and cannot be tried until it does', async () => {
    const desk = reportsDesk();
    const ask = (by: string) => publishReport({ ...asked, bands: true, by }, desk.deps);
    for (const one of secret(249)) await desk.contributions.put(one);
    await desk.publish();
    await ask('ada');
    expect(await ask('grace')).toMatchObject({ outcome: 'published', edition: { edition: 2 } });
    expect(desk.reportOf(2)).toMatchObject({ changes: [], nationalSecurity: [{ corrected: true }] });
    for (const one of secret(1, 'late')) await desk.contributions.put(one);
    await ask('ada');
    await expect(ask('grace')).rejects.toMatchObject({ code: 'bands_corrected' });
  });

  test('redraws no band that it was not asked to', async () => {
    const { ask, bandOf, contributions } = await printed();
    await contributions.put(someContribution('d-1'));
    await ask('ada', { bands: undefined });
    await ask('grace', { bands: undefined });
    expect(bandOf(2)).toMatchObject({ low: 0, high: 249 });
  });

  test('comes under the structure that was printed, or not at all', async () => {
    const { ask, deps } = await printed();
    deps.schemes = [SCHEMES.s1874a2_500];
    await ask('ada');
    await expect(ask('grace')).rejects.toMatchObject({ status: 409, code: 'structure_frozen' });
  });

  test('is of something that was published, of a period that is over', async () => {
    const { deps, clock } = reportsDesk();
    await expect(publishReport({ ...asked, by: 'ada' }, deps)).rejects.toMatchObject({
      code: 'nothing_to_correct',
    });
    clock.now = '2026-12-01T00:00:00Z';
    await expect(publishReport({ ...asked, by: 'ada' }, deps)).rejects.toMatchObject({
      code: 'period_not_over',
    });
  });
});

describe('a retraction', () => {
  const both = async (ask: Awaited<ReturnType<typeof printed>>['ask'], more: object) => {
    await ask('ada', { bands: undefined, ...more });
    return ask('grace', { bands: undefined, ...more });
  };

  test('is an edition without a number, and stays the last until auditors correct it', async () => {
    const { ask, reportOf, publish, bandOf } = await printed();
    expect(await both(ask, { reason: 'retraction' })).toMatchObject({
      outcome: 'published',
      edition: { edition: 2, retracted: true, received: 0, reason: 'retraction' },
    });
    expect(reportOf(2)).toMatchObject({ retracted: true, cells: [], totals: [], nationalSecurity: [] });
    expect(reportOf(2).changes.every(({ after, reason }) => after === null && reason === 'retraction')).toBe(
      true,
    );
    expect(await publish()).toMatchObject({ outcome: 'unchanged', edition: { edition: 2 } });
    expect(await both(ask, {})).toMatchObject({ outcome: 'published', edition: { edition: 3 } });
    // What was printed of bands is known, whatever was taken back.
    expect(bandOf(3)).toMatchObject({ low: 0, high: 249 });
  });

  test('frees no structure for the year that holds the period', async () => {
    const { ask, deps, clock, reportOf } = await printed();
    await both(ask, { reason: 'retraction' });
    clock.now = '2030-01-01T00:00:00Z';
    deps.schemes = [SCHEMES.s1874a4_100_annual];
    await publishedBy({ period: '2026' }, deps);
    expect(reportOf(1, '2026').nationalSecurity[0]?.cells[0]?.state).toBe('not_reported');
  });
});

describe('the reason of an edition', () => {
  test('is one that its changes bear out', async () => {
    const { publish, contributions } = reportsDesk();
    await publish();
    await contributions.put(someContribution('d-1'));
    await expect(publish('delay_expired')).rejects.toMatchObject({ status: 422, code: 'reason_unfounded' });
    expect((await publish('late_arrival')).edition.reason).toBe('late_arrival');
  });

  test('stands beside every cell that changed', async () => {
    const { publish, contributions, clock, deps, reportOf } = reportsDesk();
    deps.schemes = [SCHEMES.s1874a2_500];
    await publish();
    await contributions.put(someContribution('d-1'));
    clock.now = '2027-07-01T00:00:00Z';
    expect((await publish()).edition.reason).toBe('late_arrival');
    const reasons = reportOf(2).changes.map(({ after, reason }) => `${after?.series} ${reason}`);
    expect(new Set(reasons)).toEqual(new Set(['criminal late_arrival', 'national-security delay_expired']));
  });
});
