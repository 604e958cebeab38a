import { type PartWrite, replaced } from './part.ts';
import { CLOCK, CLOCK_DUE } from './parts/clock.part.ts';

const DAY_MS = 86_400_000;

/** The clock of a demand that failed: no law gives its length, and it is the same for every failure. */
export function failedClock(at: string): PartWrite {
  const until = new Date(Date.parse(at) + DAY_MS).toISOString();
  return replaced(CLOCK('failed'), {
    clock: 'failed',
    cite: 'Provider policy',
    from: at,
    until,
    warnAt: [],
    atEnd: 'escalate',
    to: ['reviewer'],
    repeat: { hours: 24, times: 14, after: 168 },
    runs: ['failed'],
    isOurs: true,
    state: 'running',
    dueKind: CLOCK_DUE,
    dueAt: until,
  });
}
