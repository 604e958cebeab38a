import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { viewForAgent } from '../../functions/desk/agent-view.ts';
import { viewDemand } from '../../functions/desk/demand-view.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { demandIdOf, demandPartition, EVENT_PREFIX } from '../../functions/ledger/demands.table.ts';
import { type LedgerEvent, readEvent } from '../../functions/ledger/event.schema.ts';
import { IDEMPOTENCY } from '../../functions/ledger/idempotency.schema.ts';
import { PART_KINDS, partKindOf } from '../../functions/ledger/part-kinds.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import type { Item } from '../../functions/ledger/stored.ts';
import { CONTRIBUTION } from '../../functions/reporting/contribution.schema.ts';
import { EDITION } from '../../functions/reporting/edition.schema.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
import { type Cell, Report } from '../../functions/reporting/report.schema.ts';
import { chainFaults } from '../../scripts/fsck/chain-faults.ts';
import { itemFaults } from '../../scripts/fsck/item-faults.ts';
import { lifeOf } from '../../scripts/fsck/life-faults.ts';
import { rawDemand } from '../../scripts/fsck/raw-demand.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { answerOf } from '../kit/answers.ts';
import { person } from '../kit/desk.ts';
import { livedDemand } from '../kit/lived-demand.ts';
import { ledgerOf } from '../kit/sides.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';
import { law } from '../validity/law.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const lines = (file: string): Item[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const bodyOf = ({ pk: _pk, sk: _sk, ...body }: Item): Item => body;
const keyOf = ({ sk }: Item) => String(sk);

/** The demands of a golden table. */
const demandsIn = (items: readonly Item[]) =>
  [...new Set(items.map(({ pk }) => String(pk)))]
    .filter((pk) => pk.startsWith(demandPartition('')))
    .map(demandIdOf);

/** Kinds of parts that version 3 brought. */
const SINCE_3 = ['approval-ahead#', 'suspension#'];
/** Kinds of parts that version 4 brought. */
const SINCE_4 = ['freeze#', 'frozen#', 'frozen-end'];
/** Kinds that stood beside demands up to version 3, and stand elsewhere since. */
const UNTIL_3 = ['token#'];
/** Kinds that no demand of the demo comes to have, or came to have when the last table was kept. */
const RARE = [
  'copy-end#',
  'resumption#',
  'checking#',
  'comparing#',
  'packing#',
  'copy#',
  'timestamp',
  'letter#',
  'secrecy#',
  'silence',
  'look-at-silence#',
  'look#',
  'call-back#',
  'objection#',
  'customer-answer#',
  'comment#',
  'note#',
  'question#',
  'counsel#',
  'clock#',
  'debt',
  'look-back',
];

/** A store that holds the items of a golden table, read as the running code reads its own. */
function goldenStore(items: readonly Item[]): DemandStore {
  const of = (id: string, begins: string) =>
    items.filter((item) => item.pk === demandPartition(id) && keyOf(item).startsWith(begins)).map(bodyOf);
  const at = (id: string, key: string) =>
    items.filter((item) => item.pk === demandPartition(id) && item.sk === key).map(bodyOf)[0];
  return {
    read: async (id) => {
      const item = at(id, 'demand');
      return item && RECORD.read(item);
    },
    part: async (id, { key, stored }) => {
      const item = at(id, key);
      return item && stored.read(item);
    },
    parts: async (id, { key, stored }) => of(id, key).map(stored.read),
    events: async (id) => of(id, EVENT_PREFIX).map(readEvent),
    commit: async () => 'conflict',
  };
}

describe.each(readdirSync(GOLDEN))('what %s wrote', (version) => {
  const folder = join(GOLDEN, version);
  const demands = lines(join(folder, 'demands.jsonl'));
  const reports = lines(join(folder, 'reports.jsonl'));
  const ids = demandsIn(demands);
  const store = goldenStore(demands);
  const eventsOf = (id: string) => store.events(id);

  it('is read, every item of it, as what it is', () => {
    const kinds = new Set<string>();
    for (const item of demands) {
      const key = keyOf(item);
      if (key === 'demand') RECORD.read(bodyOf(item));
      else if (key === 'idempotency') IDEMPOTENCY.read(bodyOf(item));
      else if (key.startsWith(EVENT_PREFIX)) expect(readEvent(bodyOf(item))).toEqual(bodyOf(item));
      else {
        const kind = partKindOf(key);
        kinds.add(kind.prefix);
        expect(kind().stored.read(bodyOf(item))).toMatchObject(withoutVersion(bodyOf(item)));
      }
    }
    const number = Number(version.replace('version-', ''));
    const later = [...(number < 3 ? SINCE_3 : []), ...(number < 4 ? SINCE_4 : UNTIL_3)];
    const there = PART_KINDS.map(({ prefix }) => prefix).filter(
      (prefix) => !RARE.includes(prefix) && !later.includes(prefix),
    );
    expect([...kinds].sort()).toEqual(there.sort());
    expect(ids.length).toBeGreaterThan(20);
  });

  it('verifies: every ledger is whole, and every item is as its events say', () => {
    for (const id of ids) {
      const raw = rawDemand(
        id,
        demands.filter(({ pk }) => pk === demandPartition(id)),
      );
      const life = lifeOf(raw);
      expect([id, ...chainFaults(raw), ...life.faults, ...itemFaults(raw, life)]).toEqual([id]);
    }
  });

  it('counts as it was counted', async () => {
    const contributions = await Promise.all(ids.map(async (id) => rebuildContribution(await eventsOf(id))));
    const rebuilt = contributions.flatMap((contribution) => contribution ?? []);
    const rows = reports.filter((row) => keyOf(row).startsWith('contribution#')).map(bodyOf);
    for (const row of rows) {
      const counted = CONTRIBUTION.read(row);
      // Those of demands for cleared people are counted in one table, and the demands kept in another.
      if (counted.demandId.startsWith('c-')) continue;
      expect(rebuilt).toContainEqual(
        expect.objectContaining({ demandId: counted.demandId, seq: counted.seq }),
      );
    }
    for (const row of reports.filter((one) => keyOf(one).startsWith('edition#'))) EDITION.read(bodyOf(row));
  });

  it('is shown', async () => {
    for (const id of ids) {
      const record = await store.read(id);
      if (!record) throw new Error('a demand was expected');
      const view = await viewDemand(record, { store, clock: () => new Date() });
      expect(view).toMatchObject({ id, status: record.status, determination: { outcome: record.outcome } });
      const auditor = person('auditor', 'ada');
      const query = { after: undefined, limit: undefined };
      const page = await ledgerOf(readEvents(id, { principal: auditor, query, store }));
      expect(page.chain).toMatchObject({ whole: true, length: record.version });
      const agent = person('agent', 'olga', record.authorityId);
      answerOf(readDemandRoute, await viewForAgent(record, { store, rulebook: law }));
      answerOf(readEventsRoute, await readEvents(id, { principal: agent, query, store }));
    }
  });

  it('leaves packages that verify', async () => {
    for (const file of readdirSync(join(folder, 'packages')))
      expect(await verifyPackage(join(folder, 'packages', file))).toMatchObject({ vouched: false });
  });
});

const editions = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /edition-\d+\.json$/.test(file),
);

describe.each(editions)('the edition %s', (edition) => {
  it('has the numbers that the ledgers beside it give', async () => {
    const items = lines(join(GOLDEN, dirname(edition), 'demands.jsonl'));
    const store = goldenStore(items);
    const contributions = await Promise.all(
      demandsIn(items).map(async (id) => rebuildContribution(await store.events(id))),
    );
    const rebuilt = contributions.flatMap((contribution) => contribution ?? []);
    const published = Report.parse(JSON.parse(readFileSync(join(GOLDEN, edition), 'utf8')));
    const period = somePeriod(published.period);
    const at = new Date(published.asOf);
    const folded = foldReport(tallyOf(rebuilt, period), { period, schemes: [], at });
    // A measure that came later has cells which that edition could not have.
    const known = ({ measure }: Cell) => measure in published.measures;
    expect(folded.cells.filter(known)).toEqual(published.cells);
    expect(folded.totals.filter(known)).toEqual(published.totals);
  });
});

const withoutVersion = ({ schemaVersion: _version, ...item }: Item): Item => item;

/** An event as a deployment of tomorrow might write it: more is told, and of things that nobody knows today. */
const tomorrows = (event: LedgerEvent): Item => ({
  ...event,
  weather: 'fair',
  action: 'demand.challenged',
  facts: { ...event.facts, district: 'N.D. Cal.' },
});

describe('a reader of an earlier version', () => {
  const today = livedDemand('d-1').map(({ event }) => event);

  it('of version 1 follows the chain that is written today, though its closed shapes refuse what events carry now', async () => {
    const reader = await import(join(GOLDEN, 'version-1', 'reader.mjs'));
    const record = livedDemand('d-1').at(-1)?.record;
    expect(reader.rebuildChain(record, today)).toEqual([]);
    expect(reader.rebuildContribution(today)).toMatchObject({
      demandId: 'd-1',
      seq: 3,
      facts: { outcome: 'withdrawn' },
    });
    const refused = reader.LedgerEvent.safeParse(today[0]).error.issues;
    expect(refused.map(({ code }: { code: string }) => code)).toEqual([
      'unrecognized_keys',
      'unrecognized_keys',
    ]);
  });

  it.each(
    readdirSync(GOLDEN).filter(
      (version) => version !== 'version-1' && existsSync(join(GOLDEN, version, 'reader.mjs')),
    ),
  )('of %s takes what is written today, and what may be written tomorrow', async (version) => {
    const reader = await import(join(GOLDEN, version, 'reader.mjs'));
    for (const event of today) {
      expect(reader.readEvent(event)).toEqual(event);
      expect(reader.readEvent(tomorrows(event))).toEqual(tomorrows(event));
    }
    for (const { record, parts } of livedDemand('d-1')) {
      const read = { ...withoutVersion(record), facts: withoutVersion(record.facts) };
      expect(reader.RECORD.read({ ...record, weather: 'fair' })).toEqual({ ...read, weather: 'fair' });
      for (const { key, body } of parts)
        expect(
          reader
            .partKindOf(key)()
            .stored.read({ ...body, weather: 'fair' }),
        ).toMatchObject({ weather: 'fair' });
    }
    expect(reader.rebuildContribution(today)).toMatchObject({
      demandId: 'd-1',
      seq: 3,
      facts: { outcome: 'withdrawn' },
    });
  });
});
