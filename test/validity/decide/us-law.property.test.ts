import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Authenticity } from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { law, sampleOf } from '../law.ts';

const released = ['accept', 'narrow', 'preserve'];

/** The decision on a page's sample with other members. */
const CONFIRMED: Authenticity = { callback: 'confirmed', supervisor: 'confirmed', signals: [] };

/** Of a page's sample with members of its own; who claims a danger was called, and a superior asked. */
function decided(id: string, own: Partial<Demand>, now?: string) {
  const { demand, circumstances } = sampleOf(id);
  const known = own.emergency ? { ...circumstances, authenticity: CONFIRMED } : circumstances;
  return decide(law, { ...demand, ...own }, now === undefined ? known : { ...known, now });
}

const listed = new Set(Object.values(law.general.roles.roles).flatMap(({ members }) => members));
/** Offices that sound like those of the lists: nobody named them. */
const lookAlike = fc
  .tuple(
    fc.constantFrom('former', 'private', 'foreign', 'press', 'moot', 'assistant-to-the', 'friend-of-the'),
    fc.constantFrom(...[...listed].filter((office) => !office.startsWith('@'))),
    fc.constantFrom('', '-office', '-emeritus', 'ship'),
  )
  .map(([before, office, after]) => `${before}-${office}${after}`.slice(0, 60).replace(/-+$/, ''))
  .filter((role) => !listed.has(role));

describe('who may', () => {
  test.each([
    'us/search-warrant',
    'us/2703d-order',
    'us/pen-register-order',
    'us/wiretap-order',
    'us/mlat-order',
    'us/all-writs-order',
    'us/grand-jury-subpoena',
    'us/trial-subpoena',
  ])('issue %s is whom a list names, and nobody who sounds like one', (id) => {
    fc.assert(
      fc.property(lookAlike, (role) => {
        const { outcome, reasons } = decided(id, { issuer: { role, court: 'D. Mass.' } });
        expect([outcome, reasons.includes('wrong-issuer')]).toEqual(['reject', true]);
      }),
    );
  });

  test.each([
    'us/search-warrant',
    'us/2703d-order',
    'us/pen-register-order',
    'us/wiretap-order',
    'us/mlat-order',
    'us/grand-jury-subpoena',
    'us/trial-subpoena',
    'us/civil-subpoena',
    'us/administrative-subpoena',
    'us/telemarketing-fraud-request',
    'us/national-security-letter',
  ])('sign %s is whom a list names, and nobody who sounds like one', (id) => {
    fc.assert(
      fc.property(lookAlike, (role) => {
        expect(decided(id, { signatures: [{ role }] }).outcome).toBe('reject');
      }),
    );
  });

  it('use a page of the United States is no private litigant, but for the civil subpoena', () => {
    const authority = { name: 'Counsel', country: 'US', level: 'private', kind: 'civil-litigant' } as const;
    const open = Object.keys(law.instruments).filter(
      (id) => id.startsWith('us/') && released.includes(decided(id, { authority }).outcome),
    );
    expect(open).toEqual(['us/civil-subpoena']);
  });

  it('send a national security letter is the Bureau, however its name is written', () => {
    const writing = fc.constantFrom('FBI', 'F.B.I.', 'fbi', 'Federal  Bureau of Investigation');
    const words = fc.constantFrom('', 'Boston Field Office, ', 'U.S. Department of Justice - ');
    fc.assert(
      fc.property(words, writing, (before, name) => {
        const { authority } = sampleOf('us/national-security-letter').demand;
        const letter = (called: string) =>
          decided('us/national-security-letter', { authority: { ...authority, name: called } }).outcome;
        expect(letter(`${before}${name}`)).toBe('accept');
        expect(letter(`${before}X${name}X`)).toBe('reject');
      }),
    );
  });
});

const instant = fc
  .integer({
    min: Date.parse('2026-01-01T00:00:00Z') / 60_000,
    max: Date.parse('2029-12-01T00:00:00Z') / 60_000,
  })
  .map((minute) => new Date(minute * 60_000));
const zones = fc.constantFrom(['Z', 0], ['-08:00', -480], ['+05:30', 330], ['+14:00', 840]) as fc.Arbitrary<
  [string, number]
>;
const written = (at: Date, [zone, minutes]: [string, number]) =>
  `${new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19)}${zone}`;
const second = (at: Date, hours: number, seconds = 0) =>
  `${new Date(at.getTime() + hours * 3_600_000 + seconds * 1000).toISOString().slice(0, 19)}Z`;

describe('forty-eight hours', () => {
  test.each([
    ['us/pen-register-order', 'installed', ['18 USC 3125']],
    ['us/wiretap-order', 'firstInterception', ['18 USC 2518(7)']],
  ] as const)('of %s end to the minute, wherever it began', (id, date, cites) => {
    const begun = (at: Date, zone: [string, number], now: string) =>
      decided(
        id,
        {
          issuer: { role: 'designated-officer' },
          signatures: [{ role: 'designated-officer' }],
          emergency: { danger: 'death', reasons: 'A hostage is held.' },
          certifications: ['18 USC 2511(2)(a)(ii)(B)'],
          cites: [...cites],
          recitals: [],
          dates: { [date]: written(at, zone) },
        },
        now,
      );
    fc.assert(
      fc.property(instant, zones, (at, zone) => {
        const last = begun(at, zone, second(at, 48));
        expect([last.outcome, last.until]).toEqual(['accept', second(at, 48)]);
        expect(begun(at, zone, second(at, 48, 1)).reasons).toContain('emergency-lapsed');
      }),
    );
  });
});

describe('fourteen days of a warrant', () => {
  const HOLIDAYS = new Set(law.general.calendars.calendars['us-federal-courts']?.holidays);
  const dayAfter = (at: Date, days: number) =>
    new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const isOff = (day: string) => [0, 6].includes(new Date(day).getUTCDay()) || HOLIDAYS.has(day);
  const served = (issued: string, day: string) =>
    decided('us/search-warrant', { dates: { issued, served: day } }, `${day}T12:00:00Z`);

  it('run on over days on which the courts are closed, and end with the next', () => {
    fc.assert(
      fc.property(instant, (at) => {
        let last = 14;
        while (isOff(dayAfter(at, last))) last += 1;
        expect(served(dayAfter(at, 0), dayAfter(at, last)).outcome).toBe('accept');
        const late = served(dayAfter(at, 0), dayAfter(at, last + 1));
        expect([late.outcome, late.reasons, late.preserve]).toEqual([
          'reject',
          ['expired-before-service'],
          true,
        ]);
      }),
    );
  });

  it('are the most that a federal warrant gives itself', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 90 }), (at, days) => {
        let most = 14;
        while (isOff(dayAfter(at, most))) most += 1;
        const issued = dayAfter(at, 0);
        const dates = { issued, served: issued, executeBy: dayAfter(at, days) };
        const { outcome } = decided('us/search-warrant', { dates }, `${issued}T12:00:00Z`);
        expect(outcome).toBe(days <= most ? 'accept' : 'refer');
      }),
    );
  });
});
