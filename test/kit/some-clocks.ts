import type { DeskClocks } from '../../functions/validity/decide/desk-clocks.ts';

/** Clocks of the tests' own, of 48 hours where nobody says more, whatever the rulebook says. */
export const someClocks: Pick<DeskClocks, 'start'> = {
  start: (clock, { from, until = new Date(Date.parse(from) + 48 * 3_600_000).toISOString() }) => ({
    clock,
    cite: 'A test',
    from,
    until,
    warnAt: [],
    atEnd: 'escalate',
    to: ['reviewer'],
    state: 'running',
    dueKind: 'clock',
    dueAt: until,
  }),
};
