import { publishDue } from '../../functions/reporting/publish-due.ts';
import type { PublishDeps } from '../../functions/reporting/publish-report.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { publishedBy, reportsDesk } from '../kit/reports-desk.ts';

function desk() {
  const opened = reportsDesk({ now: '2027-01-01T03:00:00Z' });
  const published = async () =>
    (await opened.deps.editions.list()).map(({ period, edition }) => `${period} ${edition}`);
  return { ...opened, published };
}

describe('the daily round', () => {
  test('publishes the half-year that is over, once', async () => {
    const { deps, published } = desk();
    expect(await publishDue(deps)).toEqual({ published: 1, unchanged: 0 });
    expect(await publishDue(deps)).toEqual({ published: 0, unchanged: 1 });
    expect(await published()).toEqual(['2026-H2 1']);
  });

  test('restates an earlier half-year when a demand of it is decided', async () => {
    const { deps, clock, contributions, published } = desk();
    await contributions.put(someContribution('d-1'));
    await publishDue(deps);
    clock.now = '2027-07-01T03:00:00Z';
    await contributions.put(someContribution('d-1', { outcome: 'content' }, 2));
    expect(await publishDue(deps)).toEqual({ published: 2, unchanged: 0 });
    expect(await published()).toEqual(['2026-H2 1', '2026-H2 2', '2027-H1 1']);
  });

  test('publishes the year too where a structure is annual, and its halves with it', async () => {
    const { deps, published } = desk();
    await publishDue({ ...deps, schemes: [SCHEMES.s1874a4_100_annual] });
    expect(await published()).toEqual(['2026 1', '2026-H1 1', '2026-H2 1']);
  });

  test('publishes nothing of a half-year that was over before the service began', async () => {
    const { deps, service, published } = desk();
    service.began = '2027-01-01T00:00:00Z';
    expect(await publishDue(deps)).toEqual({ published: 0, unchanged: 0 });
    expect(await published()).toEqual([]);
  });

  test('looks at one older period a day, in turn, until each was looked at', async () => {
    const { deps, clock, contributions, published } = desk();
    for (const label of ['2021-H1', '2021-H2', '2022-H1']) await publishedBy({ period: label }, deps);
    await contributions.put(someContribution('d-1', { receivedAt: '2021-08-01T00:00:00.000Z' }));
    for (const day of ['02', '03', '04']) {
      clock.now = `2027-01-${day}T03:00:00Z`;
      await publishDue(deps);
    }
    expect(await published()).toEqual(['2021-H1 1', '2021-H2 1', '2021-H2 2', '2022-H1 1', '2026-H2 1']);
  });

  test('goes on after a period that fails, and says so at the end', async () => {
    const { deps, clock, contributions, published } = desk();
    await publishDue(deps);
    clock.now = '2027-07-01T03:00:00Z';
    const broken: PublishDeps = {
      ...deps,
      contributions: {
        ...contributions,
        pages: (half) => {
          if (half === '2027-H1') throw new Error('unreadable');
          return contributions.pages(half);
        },
      },
    };
    await contributions.put(someContribution('d-1'));
    await expect(publishDue(broken)).rejects.toMatchObject({ name: 'PublicationFailed' });
    expect(await published()).toEqual(['2026-H2 1', '2026-H2 2']);
  });
});
