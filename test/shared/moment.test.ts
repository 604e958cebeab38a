import { hasStrangeZone, isMoment } from '../../functions/shared/moment.schema.ts';

describe('a moment', () => {
  it.each([
    '2026-11-23',
    '2028-02-29',
    '2026-11-23T09:00:00Z',
    '2026-11-23T09:00:00.123Z',
    '2026-10-01T12:00:00+02:00',
    '2026-10-01T12:00-05:00',
  ])('may be %s', (value) => {
    expect(isMoment(value)).toBe(true);
  });

  it.each([
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:00:00',
    '9999-12-31',
    '0001-01-01',
    '+275760-09-13',
    '2026-11-23 09:00',
    '2026-11-23T09:00:00+15:00',
    ' 2026-11-23',
    '２０２６-11-23',
    '',
  ])('is never %s', (value) => {
    expect(isMoment(value)).toBe(false);
  });
});

describe('the zone of an instant', () => {
  const at = (zone: string) => `2026-11-23T09:00:00${zone}`;

  it.each(['Z', '+00:00', '+14:00', '-12:00', '+05:45', '-09:30', '+12:45'])('may be %s', (zone) => {
    expect([isMoment(at(zone)), hasStrangeZone(at(zone))]).toEqual([true, false]);
  });

  it.each(['+14:30', '+14:01', '-00:00', '-12:01', '-13:00', '-14:59'])(
    'is not sent as %s, though a demand of an earlier release may have it',
    (zone) => {
      expect([isMoment(at(zone)), hasStrangeZone(at(zone))]).toEqual([true, true]);
    },
  );

  it.each(['+15:00', '+09:60', '+9:00', '+0900', 'z', '+24:00'])('is never %s', (zone) => {
    expect(isMoment(at(zone))).toBe(false);
  });

  it('is none of a date, and none of what is no instant', () => {
    for (const value of ['2026-11-23', '', 'at 2026-11-23T09:00:00+14:30'])
      expect(hasStrangeZone(value)).toBe(false);
  });
});
