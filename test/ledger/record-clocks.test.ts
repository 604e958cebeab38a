import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { RecordRequest } from '../../functions/ledger/record.schema.ts';
import { record } from '../../functions/ledger/record.ts';
import type { WriterName } from '../../functions/ledger/writers.ts';
import { memoryDeps } from '../kit/desk.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { someClocks } from '../kit/some-clocks.ts';

/** One clock of a demand, as a writer asks for it beside an act of its own. */
async function asked(writer: WriterName, clock: string, state: 'running' | 'stopped') {
  const deps = memoryDeps();
  const id = await fileSample(deps.store);
  const before = await deps.store.read(id);
  const started = someClocks.start('release', { from: FILED_AT });
  const { key, stored } = CLOCK(clock);
  const body = stored.write({ ...started, clock, state, warnAt: [] });
  const change = {
    record: { ...before, version: 2 },
    at: deps.time.now.toISOString(),
    action: 'objection.brought',
    actor: { kind: 'reviewer', subject: 'rita' },
    detail: {},
    parts: [{ key, body, mode: 'replace' }],
  };
  const request = RecordRequest.parse(JSON.parse(JSON.stringify({ change })));
  return record(request, writer, deps).then(
    ({ outcome }) => outcome,
    (error: unknown) => String(error),
  );
}

describe('a clock of a demand', () => {
  it.each([
    ['question', 'running', 'committed'],
    ['objection', 'running', 'committed'],
    ['preservation', 'running', 'committed'],
    ['us-comity-motion', 'stopped', 'committed'],
    ['us-comity-motion', 'running', 'WriteRefused'],
    ['release', 'running', 'WriteRefused'],
    ['answer', 'running', 'WriteRefused'],
  ] as const)('%s that is %s is written by who amends and objects: %s', async (clock, state, said) => {
    expect(await asked('clarify', clock, state)).toContain(said);
  });
});
