import fc from 'fast-check';

const DAY_MS = 86_400_000;
const MINUTES_OF_A_DAY = 1440;
/** The day around which the dates of generated papers lie. */
const CENTRE = Date.UTC(2026, 9, 7);
/** Distances at which a statutory time ends or begins, and the days beside them. */
const EDGES = [0, 1, 2, 7, 10, 14, 21, 30, 40, 60, 90, 92, 120, 365].flatMap((days) => [
  days - 1,
  days,
  days + 1,
]);

const dateOf = (days: number) => new Date(CENTRE + days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

const offset = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...EDGES), fc.constantFrom(-1, 1)).map(([days, sign]) => days * sign),
  },
  { weight: 1, arbitrary: fc.integer({ min: -4000, max: 1500 }) },
);

const clock = fc.oneof(
  fc.constantFrom(
    'T00:00:00Z',
    'T23:59:59Z',
    'T12:00:00.000Z',
    'T00:30:00+09:00',
    'T23:30:00-08:00',
    'T09:15+01:00',
  ),
  fc
    .integer({ min: 0, max: MINUTES_OF_A_DAY - 1 })
    .map((minutes) => `T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:00Z`),
);
const pad = (value: number) => String(value).padStart(2, '0');

/** A date, or an instant with its zone. */
export const someMoment = fc.oneof(
  { weight: 3, arbitrary: offset.map(dateOf) },
  { weight: 2, arbitrary: fc.tuple(offset, clock).map(([days, time]) => `${dateOf(days)}${time}`) },
);

/** The instant at which something is decided: mostly around the centre, often at the end of some clock. */
export const someNow = fc.tuple(offset, clock).map(([days, time]) => `${dateOf(days)}${time}`);

/** A day on which a paper is made, and the day of its service at the edge of some time later. */
export const someTimeline = fc
  .tuple(fc.integer({ min: -40, max: 0 }), fc.constantFrom(...EDGES.filter((days) => days >= 0 && days < 95)))
  .map(([made, later]) => [dateOf(made), dateOf(made + later)] as const);
