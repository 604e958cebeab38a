import { hasLapsed } from '../../functions/ledger/has-lapsed.ts';
import type { ClockPart } from '../../functions/ledger/parts/clock.part.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { law } from '../validity/law.ts';

const CHECKED = '2026-11-20T12:00:00.000Z';
const UNTIL = '2026-11-25T12:00:00.000Z';

type Name = Parameters<ReturnType<typeof deskClocks>['start']>[0];

describe('a date that came since the check of a round', () => {
  const lapsed = (clock: Name, at: string, more: Partial<ClockPart> = {}) => {
    const part = { ...deskClocks(law).start(clock, { from: CHECKED, until: UNTIL }), ...more };
    const store = { part: async () => ({ decidedAt: CHECKED }), parts: async () => [part] };
    return hasLapsed({ id: 'd', round: 1 }, at, store as never);
  };

  it('may change what the law gives, from that instant on', async () => {
    expect(await lapsed('order-end', '2026-11-25T11:59:59.999Z')).toBe(false);
    expect(await lapsed('order-end', UNTIL)).toBe(true);
  });

  it('changes nothing where we are late ourselves, or have waited long', async () => {
    for (const ours of ['answer', 'objection', 'review-emergency'] as const)
      expect([ours, await lapsed(ours, '2027-01-01T00:00:00.000Z')]).toEqual([ours, false]);
  });

  it('is a task of ours where the rulebook says so', async () => {
    const { desk } = law.general.clocks;
    expect(Object.keys(desk).filter((name) => desk[name]?.task)).toEqual(['answer', 'objection']);
    // What began before clocks said so is checked once more, and is not taken to give what it may no longer.
    expect(await lapsed('answer', UNTIL, { isTask: undefined })).toBe(true);
  });

  it('counts though nobody watches it any more, but where the check itself found it no more', async () => {
    const at = '2027-01-01T00:00:00.000Z';
    expect(await lapsed('execution', at, { state: 'stopped', stoppedAt: '2026-11-21T00:00:00.000Z' })).toBe(
      true,
    );
    expect(await lapsed('execution', at, { state: 'stopped', stoppedAt: CHECKED })).toBe(false);
  });
});
