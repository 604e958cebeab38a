import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import type { Structure } from '../../functions/reporting/chosen-schemes.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { type PublishRequest, publishReport } from '../../functions/reporting/publish-report.ts';
import { listReports } from '../../functions/reporting/read-reports.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import { anyFacts } from '../kit/arbitraries.ts';
import { FORMS, reportsDesk } from '../kit/reports-desk.ts';

/**
 * Every structure of the rulebook, with bands of a few: what is shown of them does not depend on how wide they are, and a
 * few demands reach the boundaries.
 */
const STRUCTURES: Structure[] = parse(
  readFileSync(new URL('../../rulebook/bands.yaml', import.meta.url), 'utf8'),
).bands.map((structure: Structure) => ({
  ...structure,
  chosen: true,
  width: structure.width / 25,
}));

/** Days before the end, right after it, and when every delay is over. */
const BEFORE = ['2026-12-01', '2026-12-31T23:59:59.999Z'];
const AFTER = ['2027-01-01', '2027-01-02', '2027-03-01', '2027-07-15', '2028-01-01', '2029-06-01'];

const SPAN = '2026-10-01--2026-12-01';

type Step =
  | { kind: 'publish'; period: '2026-H2' | '2026' | typeof SPAN }
  /** By two auditors: other numbers, other bands too, or a period taken back. */
  | { kind: 'correct' | 'redraw' | 'retract' }
  | { kind: 'lift' }
  | { kind: 'structure'; index: number }
  /** Secret demands, of which one history has some and the other has others. */
  | { kind: 'secret'; one: number; other: number }
  | { kind: 'told'; contributions: Contribution[] };

type History = { scheme: number; open: Step[]; closed: Step[][] };

const publish: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('publish'),
  period: fc.constantFrom('2026-H2' as const, '2026' as const, SPAN),
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
const one = (kind: 'correct' | 'redraw' | 'retract' | 'lift'): fc.Arbitrary<Step> => fc.constant({ kind });
const quiet = fc.oneof(publish, secret, told);
const any = fc.oneof(
  ...[publish, secret, secret, told, structure],
  ...(['correct', 'redraw', 'retract', 'lift'] as const).map(one),
);

const histories: fc.Arbitrary<History> = fc.record({
  scheme: fc.nat(STRUCTURES.length - 1),
  open: fc.array(quiet, { maxLength: 3 }),
  closed: fc.tuple(...AFTER.map(() => fc.array(any, { maxLength: 3 }))),
});

const INSTRUMENTS: Record<string, string> = {
  US: 'us/national-security-letter',
  GB: 'uk/technical-capability-notice',
};

/** What a provider would do that gives secret process away. */
type Leak = (desk: ReturnType<typeof reportsDesk>, secrets: number) => void;

/**
 * Everything that was ever public, and every refusal that an auditor got, as one hash: once to the byte, with hashes, which
 * are the ETags, and sizes; and once without the bands, which are kept apart.
 */
async function publicRecord(history: History, which: 'one' | 'other', leak: Leak = () => {}) {
  const desk = reportsDesk({ schemes: [structureOf(history.scheme)] });
  const { deps, contributions, files, clock } = desk;
  deps.forms = { ...FORMS, leap: 4 };
  const record: unknown[] = [];
  const whole: unknown[] = [];
  const bands = new Map<string, Set<string>>();
  const jurisdiction = structureOf(history.scheme).jurisdiction;
  let named = 0;
  let lifted = 0;
  const put = async (count: number, more: object = {}) => {
    for (let index = 0; index < count; index += 1) {
      named += 1;
      leak(desk, named);
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
    const both = (more: Partial<PublishRequest>) => ['ada', 'grace'].map((by) => ({ ...asked, by, ...more }));
    const asks: Partial<Record<Step['kind'], () => PublishRequest[]>> = {
      publish: () => [{ period: 'period' in step ? step.period : '2026-H2', by: 'ada' }],
      correct: () => both({}),
      redraw: () => both({ bands: true }),
      retract: () => both({ reason: 'retraction' }),
    };
    const requests = asks[step.kind]?.() ?? [];
    for (const request of requests) {
      const answer = await publishReport(request, deps).catch((error: unknown) => Object(error).code);
      const { reports } = await listReports(deps);
      whole.push(answer, reports);
      record.push(withoutHashes([answer, reports]));
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
  for (const [key, body] of files.objects) {
    whole.push(key, body);
    record.push(key, maskedFile(key, body, bands));
  }
  const hashOf = (said: unknown) => sha256Hex(canonicalJson(JSON.parse(JSON.stringify(said))));
  return { said: hashOf(record), whole: hashOf(whole), bands };
}

/** Hashes, and numbers of bytes, are of bytes that have the bands in them; the last two are read off bands. */
const OF_BANDS = ['sha256', 'hash', 'bytes', 'jumps', 'swapped'];
const withoutHashes = (value: object) =>
  JSON.parse(JSON.stringify(value, (key, member) => (OF_BANDS.includes(key) ? undefined : member)));

function maskedFile(key: string, body: string, bands: Map<string, Set<string>>): unknown {
  if (key.endsWith('.datapackage.json')) return withoutHashes(JSON.parse(body));
  return key.endsWith('.json') ? withoutHashes(masked(body, bands)) : rows(body);
}

/** The rest of a file as text: rows of bands, and the hash of the JSON that each row ends with, are left out. */
const rows = (csv: string) =>
  csv
    .split('\r\n')
    .filter((line) => !line.includes('national-security'))
    .map((line) => line.replace(/,[0-9a-f]{64}$/, ''));

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
  servedAt: '2026-11-22',
  channel: 'direct',
  origin: 'domestic',
  service: 'mail',
  identifiers: 1,
  accounts: 1,
  enterprise: false,
  outcome: 'pending',
  dataCountries: ['US'],
  narrowed: false,
  secrecy: true,
  notice: 'prohibited',
} satisfies Partial<Facts>;

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
        if (isSameOf(one.bands, other.bands)) expect(other.whole).toBe(one.whole);
        const redraws = history.closed.flat().some(({ kind }) => kind === 'redraw');
        for (const { bands } of [one, other])
          for (const drawn of bands.values()) expect(drawn.size).toBeLessThanOrEqual(redraws ? 2 : 1);
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
      { numRuns: 15 },
    );
  });

  const history: History = {
    scheme: 2,
    open: [{ kind: 'secret', one: 0, other: 1 }],
    closed: [[], [], [], [], [], []],
  };

  test('is the same to the byte, with its hashes, sizes, numbers and times, where the bands are', async () => {
    for (const [scheme] of STRUCTURES.entries()) {
      const [one, other] = [
        await publicRecord({ ...history, scheme }, 'one'),
        await publicRecord({ ...history, scheme }, 'other'),
      ];
      expect([scheme, isSameOf(one.bands, other.bands), other.whole]).toEqual([scheme, true, one.whole]);
    }
  });

  test.each<[string, Leak]>([
    [
      'a number beside the bands',
      ({ contributions }, secrets) =>
        void contributions.put({
          demandId: 'd-leak',
          seq: secrets,
          facts: {
            ...FACTS,
            series: 'criminal',
            country: 'US',
            instrument: 'us/search-warrant',
            identifiers: secrets,
          },
        }),
    ],
    [
      'a time',
      ({ deps, clock }, secrets) => {
        deps.clock = () => new Date(Date.parse(clock.now) + secrets);
      },
    ],
    [
      'a number of editions',
      ({ deps }, secrets) => {
        deps.fewest = secrets;
        deps.schemes = secrets > 1 ? [] : deps.schemes;
      },
    ],
    [
      'a size',
      ({ deps, files }, secrets) => {
        deps.files = {
          ...files,
          create: (file) => files.create({ ...file, body: file.body + ' '.repeat(secrets) }),
        };
      },
    ],
  ])('is another where %s gives them away, and this test says so', async (_, leak) => {
    const [one, other] = [
      await publicRecord(history, 'one', leak),
      await publicRecord(history, 'other', leak),
    ];
    expect(other.whole).not.toBe(one.whole);
  });
});

const isSameOf = (one: Map<string, Set<string>>, other: Map<string, Set<string>>) =>
  one.size === other.size &&
  [...one].every(([key, drawn]) => [...drawn].join() === [...(other.get(key) ?? [])].join());
