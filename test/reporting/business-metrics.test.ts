import { dynamoStreamEvent as read } from '../../functions/ledger/dynamodb-stream-event.ts';
import { countEvents } from '../../functions/reporting/count-events.ts';
import { someLedger } from '../kit/ledgers.ts';
import { memoryContributions } from '../kit/memory-contributions.ts';
import { insertRecord, streamRecord } from '../kit/stream-simulator.ts';

/** What was measured of some events, handed over twice. */
async function measured(ledger: ReturnType<typeof someLedger>) {
  const counts: Record<string, number> = {};
  const contributions = memoryContributions();
  const measure = (metric: string, instrument = '') => {
    counts[`${metric} ${instrument}`] = (counts[`${metric} ${instrument}`] ?? 0) + 1;
  };
  const Records = ledger.map((event, index) => streamRecord(event, index));
  for (const _ of [1, 2]) await countEvents({ Records }, { contributions, read, measure });
  return counts;
}

const LIFE = [
  { action: 'demand.filed' },
  { action: 'validity.checked', detail: { outcome: 'accept' } },
  { action: 'review.decided' },
  { action: 'clock.missed' },
  { action: 'disclosure.available' },
] as const;

it('what happens to a demand is measured once, by its instrument, however often it comes', async () => {
  expect(await measured(someLedger('d-1', LIFE))).toEqual({
    'Received us/search-warrant': 1,
    'Decided us/search-warrant': 1,
    'Overdue us/search-warrant': 1,
    'Disclosed us/search-warrant': 1,
  });
});

it('what the law ends alone is decided', async () => {
  const ledger = someLedger('d-1', [{ action: 'validity.checked', detail: { outcome: 'reject' } }]);
  expect(await measured(ledger)).toEqual({ 'Decided us/search-warrant': 1 });
});

it('what comes again with what is new is measured once, and all of what one row stands for', async () => {
  const Records = someLedger('d-1', LIFE).map((event, index) => streamRecord(event, index));
  const all: string[][] = [];
  for (const batches of [[2, Records.length], [Records.length], Records.map((_, index) => index + 1)]) {
    const counts: string[] = [];
    const deps = {
      contributions: memoryContributions(),
      read,
      measure: (name: string) => void counts.push(name),
    };
    for (const end of batches) await countEvents({ Records: Records.slice(0, end) }, deps);
    all.push(counts.sort());
  }
  const [first = []] = all;
  expect(first.length).toBeGreaterThan(0);
  expect(all).toEqual([first, first, first]);
});

it('nothing is measured of national-security process', async () => {
  const secret = LIFE.map((step) => ({ ...step, facts: { series: 'national-security' as const } }));
  expect(await measured(someLedger('d-1', secret))).toEqual({});
});

it.each([
  ['by its instrument, where that is left', { series: 'civil' }, 'Parked us/civil-subpoena'],
  ['without one, where it is national-security process', { series: 'national-security' }, 'Parked'],
  ['without one, where nothing says what it is', {}, 'Parked'],
])('what is set aside is measured %s', async (_, facts, expected) => {
  const counts: string[] = [];
  const image = { series: undefined, instrument: 'us/civil-subpoena', ...facts };
  const record = insertRecord(
    {
      ...{ pk: { S: 'demand#d-0' }, sk: { S: 'event#000009' }, seq: { S: 'nine' } },
      facts: {
        M: {
          instrument: { S: image.instrument },
          ...(image.series ? { series: { S: image.series } } : {}),
        },
      },
    },
    0,
  );
  const contributions = memoryContributions();
  const measure = (...all: unknown[]) => void counts.push(all.filter(Boolean).join(' '));
  await countEvents({ Records: [record] }, { contributions, read, measure });
  expect(counts).toEqual([expected]);
});
