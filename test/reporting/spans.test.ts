import { Report } from '../../functions/reporting/report.schema.ts';
import { someContribution } from '../kit/ledgers.ts';
import { publishedBy, reportsDesk } from '../kit/reports-desk.ts';

const SPAN = '2026-08-01--2026-12-01';
const paper = 'a'.repeat(32);

async function published(days: readonly [string, object?][], period = SPAN) {
  const desk = reportsDesk();
  for (const [index, [day, more = {}]] of days.entries())
    await desk.contributions.put(
      someContribution(`d-${index}`, { receivedAt: `${day}T12:00:00.000Z`, ...more }),
    );
  const publish = (label: string) => publishedBy({ period: label }, desk.deps);
  const { edition } = await publish(period);
  return {
    ...desk,
    publish,
    edition,
    report: Report.parse(JSON.parse(desk.files.objects.get(edition.json.key) ?? '')),
  };
}

describe('a report of a span', () => {
  it('has what was received from its first day to the day before its second', async () => {
    const { edition } = await published([['2026-07-31'], ['2026-08-01'], ['2026-11-30'], ['2026-12-01']]);
    expect([edition.received, edition.json.key]).toEqual([2, `reports/${SPAN}/edition-0001.json`]);
  });

  it('may touch several half-years', async () => {
    const { edition } = await published(
      [['2026-03-01'], ['2026-06-30'], ['2026-08-03']],
      '2026-05-01--2026-09-01',
    );
    expect(edition.received).toBe(2);
  });

  it('has no band of national-security process, and so narrows none', async () => {
    const { report } = await published([['2026-08-03', { series: 'national-security' }]]);
    expect(report.nationalSecurity.flatMap(({ cells }) => cells.map(({ state }) => state))).toEqual([
      'not_applicable',
      'not_applicable',
    ]);
  });

  it('counts of a paper the filing that its half-year counts, so that spans make up what they are of', async () => {
    const { publish, edition } = await published([
      ['2026-07-15', { paper, outcome: 'content' }],
      ['2026-09-15', { paper }],
    ]);
    expect(edition.received).toBe(0);
    expect((await publish('2026-07-01--2026-08-01')).edition.received).toBe(1);
    expect((await publish('2026-H2')).edition.received).toBe(1);
  });

  it.each([
    ['of less than four weeks', '2026-08-01--2026-08-08'],
    ['that begins a day after a half-year', '2026-07-02--2026-09-01'],
    ['that ends a week before one', '2026-08-01--2026-12-25'],
    ['that differs from a published one by a day', '2026-08-02--2026-12-01'],
    ['that ends a day after one begins', '2026-07-01--2026-08-02'],
  ])('is refused of one %s', async (_, label) => {
    const { publish } = await published([]);
    await expect(publish(label)).rejects.toMatchObject({ code: 'span_too_near' });
  });

  it('is restated under its own number', async () => {
    const { publish, contributions } = await published([]);
    await contributions.put(someContribution('d-late', { receivedAt: '2026-09-01T00:00:00.000Z' }));
    expect((await publish(SPAN)).edition).toMatchObject({ edition: 2, reason: 'late_arrival' });
  });
});
