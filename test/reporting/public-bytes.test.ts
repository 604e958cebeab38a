import '../kit/aloud.ts';
import { readFileSync } from 'node:fs';
import { dynamoStreamEvent as read } from '../../functions/ledger/dynamodb-stream-event.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { countEvents } from '../../functions/reporting/count-events.ts';
import { publishDue } from '../../functions/reporting/publish-due.ts';
import { readReport } from '../../functions/reporting/read-reports.ts';
import { someLedger } from '../kit/ledgers.ts';
import { FORMS, publishedBy, reportsDesk } from '../kit/reports-desk.ts';
import { streamRecord } from '../kit/stream-simulator.ts';

const FORMATS = ['json', 'csv', 'html', 'datapackage'] as const;
const SECRET: Partial<Facts> = {
  series: 'national-security',
  instrument: 'us/national-security-letter',
  level: 'federal',
  authorityKind: 'intelligence',
  channel: 'direct',
  origin: 'domestic',
  service: 'mail',
  dataCountries: ['IE', 'US'],
  outcome: 'content',
  accounts: 2,
  secrecy: true,
  notice: 'prohibited',
};

/** Lines that functions wrote meanwhile, without their times. */
async function logged<T>(play: () => Promise<T>): Promise<{ value: T; lines: string[] }> {
  const lines: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (chunk: string | Uint8Array) => {
    lines.push(String(chunk).replace(/"timestamp":"[^"]*"/, ''));
    return true;
  };
  try {
    return { value: await play(), lines };
  } finally {
    process.stdout.write = write;
  }
}

/** All that anybody can get hold of, where so many secret demands came; each has events, and names two selectors. */
async function everything(secrets: number) {
  const desk = reportsDesk({ now: '2027-01-02T00:00:00Z' });
  desk.deps.forms = { ...FORMS, leap: 4 };
  const metrics: string[] = [];
  const measure = (...all: unknown[]) => void metrics.push(all.join(' '));
  const steps = (facts: Partial<Facts>) =>
    (
      ['demand.filed', 'review.decided', 'clock.missed', 'disclosure.available', 'demand.failed'] as const
    ).map((action) => ({ action, facts }));
  const count = async (demandId: string, facts: Partial<Facts>) => {
    const Records = someLedger(demandId, steps(facts)).map((event, index) => streamRecord(event, index));
    await countEvents({ Records }, { contributions: desk.contributions, read, measure });
  };
  const { value, lines } = await logged(async () => {
    for (let index = 0; index < 12; index += 1) await count(`d-${index}`, { level: 'federal' });
    for (let index = 0; index < secrets; index += 1) await count(`c-${index}`, { ...SECRET, identifiers: 2 });
    const answers = [];
    for (const now of ['2027-01-02T00:00:00Z', '2027-08-02T00:00:00Z', '2029-08-02T00:00:00Z']) {
      desk.clock.now = now;
      answers.push(await publishedBy({ period: '2026-H2' }, desk.deps));
      answers.push(await publishDue({ ...desk.deps, schemes: desk.deps.schemes }));
    }
    const files = [];
    for (const format of FORMATS)
      files.push(await readReport({ period: '2026-H2', edition: undefined, format }, desk.deps));
    return { answers, files };
  });
  return { ...value, lines, metrics, objects: [...desk.files.objects] };
}

describe('all that is public, logged or measured', () => {
  it('is the same to the byte with few secret demands as with many, as long as the band is', async () => {
    const [few, many] = [await everything(1), await everything(124)];
    expect(many).toEqual(few);
    expect(few.objects.length).toBeGreaterThan(3);
    expect(few.metrics.length).toBeGreaterThan(0);
    expect(few.lines.join('')).toContain('REPORTS_PUBLISHED');
    // The look sees what differs.
    expect(await everything(125)).not.toEqual(few);
  });

  it.each(['openapi.json', 'report.schema.json'])('has no room for an exact number in %s', (name) => {
    const text = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
    const examples: unknown[] = [];
    JSON.parse(text, (key, value) => {
      if (key === 'series' && value === 'national-security') examples.push(value);
      return value;
    });
    expect(examples).toEqual([]);
  });
});
