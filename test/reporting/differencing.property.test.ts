import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Structure } from '../../functions/reporting/chosen-schemes.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { publishReport } from '../../functions/reporting/publish-report.ts';
import { listReports } from '../../functions/reporting/read-reports.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import { anyFacts } from '../kit/arbitraries.ts';
import { reportsDesk } from '../kit/reports-desk.ts';

/**
 * Every structure of the rulebook, with bands of a few: what is shown of them does not depend on how wide they are, and a
 * few demands reach the boundaries.
 */
const STRUCTURES: Structure[] = parse(
  readFileSync(new URL('../../rulebook/bands.yaml', import.meta.url), 'utf8'),
).bands.map((structure: Structure) => ({
  ...structure,
  chosen: true,
  width: structure.width / 50,
}));

/** Days before the end, right after it, and when every delay is over. */
const BEFORE = ['2026-12-01', '2026-12-31T23:59:59.999Z'];
const AFTER = ['2027-01-01', '2027-01-02', '2027-03-01', '2027-07-15', '2028-01-01', '2029-06-01'];

type Step =
  | { kind: 'publish'; period: '2026-H2' | '2026' }
  | { kind: 'correct' }
  | { kind: 'lift' }
  | { kind: 'structure'; index: number }
  /** Secret demands, of which one history has some and the other has others. */
  | { kind: 'secret'; one: number; other: number }
  | { kind: 'told'; contributions: Contribution[] };

type History = { scheme: number; open: Step[]; closed: Step[][] };

const publish: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('publish'),
  period: fc.constantFrom('2026-H2' as const, '2026' as const),
});
const secret: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('secret'),
  one: fc.nat(9),
  other: fc.nat(9),
});
const told: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(), anyFacts())
  .map(([id, facts]) => ({ kind: 'told', contributions: [{ demandId: `d-${id}`, seq: 1, facts }] }));
const structure: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('structure'),
  index: fc.nat(STRUCTURES.length - 1),
});
const one = (kind: 'correct' | 'lift'): fc.Arbitrary<Step> => fc.constant({ kind });
const quiet = fc.oneof(publish, secret, told);
const any = fc.oneof(publish, secret, secret, told, one('correct'), one('lift'), structure);

const histories: fc.Arbitrary<History> = fc.record({
  scheme: fc.nat(STRUCTURES.length - 1),
  open: fc.array(quiet, { maxLength: 3 }),
  closed: fc.tuple(...AFTER.map(() => fc.array(any, { maxLength: 3 }))),
});

const INSTRUMENTS: Record<string, string> = {
  US: 'us/national-security-letter',
  GB: 'uk/technical-capability-notice',
};

/** Everything that was ever public, and every refusal that an auditor got, as one hash; and the bands, which may differ. */
async function publicRecord(history: History, which: 'one' | 'other') {
  const { deps, contributions, files, clock } = reportsDesk({ schemes: [structureOf(history.scheme)] });
  const record: unknown[] = [];
  const bands = new Map<string, Set<string>>();
  const jurisdiction = structureOf(history.scheme).jurisdiction;
  let named = 0;
  let lifted = 0;
  const put = async (count: number, more: object = {}) => {
    for (let index = 0; index < count; index += 1) {
      named += 1;
      await contributions.put({
        demandId: `c-${which}-${named}`,
        seq: 1,
        facts: { ...FACTS, country: jurisdiction, instrument: INSTRUMENTS[jurisdiction] ?? '', ...more },
      });
    }
  };
  const play = async (step: Step) => {
    if (step.kind === 'secret') return put(step[which]);
    if (step.kind === 'told') for (const one of step.contributions) await contributions.put(one);
    if (step.kind === 'structure') deps.schemes = [structureOf(step.index)];
    if (step.kind === 'lift') {
      lifted += 1;
      await contributions.put({
        demandId: `c-lifted-${lifted}`,
        seq: 1,
        facts: {
          ...FACTS,
          country: jurisdiction,
          instrument: INSTRUMENTS[jurisdiction] ?? '',
          gagLiftedAt: '2027-01-01T00:00:00.000Z',
        },
      });
    }
    const asked = {
      period: '2026-H2',
      reason: 'correction',
      because: 'error',
      evidence: 'a'.repeat(64),
    } as const;
    const requests =
      step.kind === 'publish'
        ? [{ period: step.period, by: 'ada' }]
        : step.kind === 'correct'
          ? ['ada', 'grace'].map((by) => ({ ...asked, by }))
          : [];
    for (const request of requests) {
      const answer = await publishReport(request, deps).then(
        (publication) => ({ ...publication, ...withoutHashes(publication) }),
        (error: unknown) => Object(error).code,
      );
      const { reports } = await listReports(deps);
      record.push(
        answer,
        reports.map(({ period, editions }) => [period, editions.map(withoutHashes)]),
      );
    }
  };
  for (const day of BEFORE) {
    clock.now = day;
    for (const step of history.open) await play(step);
  }
  for (const [index, day] of AFTER.entries()) {
    clock.now = day;
    await play({
      kind: 'publish',
      period: structureOf(history.scheme).cadence === 'year' ? '2026' : '2026-H2',
    });
    for (const step of history.closed[index] ?? []) await play(step);
  }
  for (const [key, body] of files.objects) record.push(key, maskedFile(key, body, bands));
  return { said: sha256Hex(canonicalJson(record)), bands };
}

/** Hashes, and numbers of bytes, are of bytes that have the bands in them. */
const withoutHashes = (value: object) =>
  JSON.parse(
    JSON.stringify(value, (key, member) => (['sha256', 'hash', 'bytes'].includes(key) ? undefined : member)),
  );

function maskedFile(key: string, body: string, bands: Map<string, Set<string>>): unknown {
  if (key.endsWith('.datapackage.json')) return withoutHashes(JSON.parse(body));
  return key.endsWith('.json') ? withoutHashes(masked(body, bands)) : rows(body);
}

const rows = (csv: string) => csv.split('\r\n').filter((line) => !line.includes('national-security'));

/** A report without the numbers of its bands, which are kept apart: those that were drawn, before they were raised. */
function masked(json: string, bands: Map<string, Set<string>>): object {
  const report = Report.parse(JSON.parse(json));
  const nationalSecurity = report.nationalSecurity.map((section) => ({
    ...section,
    cells: section.cells.map(({ low, high, ...cell }) => {
      if (low === null || high === null) return cell;
      const key = [report.period, section.scheme, cell.instrument, cell.measure].join();
      const drawn = `${low - (cell.lifted ?? 0)}-${high}`;
      bands.set(key, (bands.get(key) ?? new Set()).add(drawn));
      return cell;
    }),
  }));
  const changes = report.changes.filter(
    ({ before, after }) => (before ?? after)?.series !== 'national-security',
  );
  return { ...report, nationalSecurity, changes };
}

const FACTS = {
  receivedAt: '2026-11-23T09:00:00.000Z',
  level: 'federal',
  authorityKind: 'intelligence',
  series: 'national-security',
  identifiers: 1,
  accounts: 1,
  enterprise: false,
  outcome: 'pending',
  narrowed: false,
  secrecy: true,
  notice: 'prohibited',
} as const;

function structureOf(index: number): Structure {
  const structure = STRUCTURES[index];
  if (!structure) throw new Error('a structure was expected');
  return structure;
}

describe('all that is public of a period', () => {
  test('is the same whatever process came in and when, but for a band that is drawn once, and once more by a correction', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const [one, other] = [await publicRecord(history, 'one'), await publicRecord(history, 'other')];
        expect(other.said).toBe(one.said);
        const corrects = history.closed.flat().some(({ kind }) => kind === 'correct');
        for (const { bands } of [one, other])
          for (const drawn of bands.values()) expect(drawn.size).toBeLessThanOrEqual(corrects ? 2 : 1);
        // Of one jurisdiction no period shares its days with bands of two structures.
        const structures = new Set(
          [...one.bands.keys()]
            .map((key) => key.split(','))
            .filter(([period]) => period !== '2026-H1')
            .map(([, scheme]) => scheme),
        );
        const jurisdictions = STRUCTURES.filter(({ id }) => structures.has(id)).map(
          ({ jurisdiction }) => jurisdiction,
        );
        expect(new Set(jurisdictions).size).toBe(jurisdictions.length);
      }),
      { numRuns: 20 },
    );
  });
});
