import { lastWritten } from '../../functions/ledger/last-written.ts';
import { created } from '../../functions/ledger/part.ts';
import { CLOCK, type ClockPart } from '../../functions/ledger/parts/clock.part.ts';
import { RecordRequest } from '../../functions/ledger/record.schema.ts';
import { record } from '../../functions/ledger/record.ts';
import type { WriterName } from '../../functions/ledger/writers.ts';
import { memoryDeps } from '../kit/desk.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { someClocks } from '../kit/some-clocks.ts';

/** One clock of a demand that runs, as a writer asks for it beside an act of its own. */
async function asked(writer: WriterName, clock: string, wanted: Partial<ClockPart>) {
  const deps = memoryDeps();
  const running = { ...someClocks.start('release', { from: FILED_AT }), clock, warnAt: [FILED_AT] };
  const id = await fileSample(deps.store, { parts: [created(CLOCK('us-comity-motion'), running)] });
  const before = await deps.store.read(id);
  const { dueKind: _kind, dueAt: _at, ...kept } = running;
  const { key, stored } = CLOCK(clock);
  const body = stored.write({
    ...(wanted.state === 'stopped' ? { ...kept, warnAt: [] } : running),
    ...wanted,
  });
  const change = {
    record: { ...before, version: 2 },
    at: deps.time.now.toISOString(),
    action: 'objection.brought',
    actor: { kind: 'reviewer', subject: 'rita' },
    detail: {},
    parts: [{ key, body, mode: 'replace' }],
  };
  const request = RecordRequest.parse(JSON.parse(JSON.stringify({ change })));
  return record(request, writer, { ...deps, last: lastWritten() }).then(
    ({ outcome }) => outcome,
    (error: unknown) => String(error),
  );
}

describe('a clock of a demand', () => {
  const stopped = { state: 'stopped', stoppedAt: FILED_AT } as const;

  it.each([
    ['question', { state: 'running' }, 'committed'],
    ['objection', { state: 'running' }, 'committed'],
    ['preservation', { state: 'running' }, 'committed'],
    ['us-comity-motion', stopped, 'committed'],
    ['us-comity-motion', { state: 'running' }, 'WriteRefused'],
    ['release', { state: 'running' }, 'WriteRefused'],
    ['answer', { state: 'running' }, 'WriteRefused'],
  ] as const)('%s, as %j, is written by who amends and objects: %s', async (clock, wanted, said) => {
    expect(await asked('clarify', clock, wanted)).toContain(said);
  });

  it.each([
    ['of another date', 'us-comity-motion', { until: '2030-01-01T00:00:00.000Z' }],
    ['of a missed date that is told no more', 'us-comity-motion', { missedAt: FILED_AT, times: 99 }],
    ['that stays due', 'us-comity-motion', { dueKind: 'clock', dueAt: FILED_AT }],
    ['that never ran', 'release', {}],
  ])('is stopped as it ran: not one %s', async (_, clock, more) => {
    expect(await asked('clarify', clock, { ...stopped, ...more })).toContain('WriteRefused');
  });
});
