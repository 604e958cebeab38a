import { noticeOf } from '../../functions/notice/notice-of.ts';

const AT = '2026-11-23T09:00:00.000Z';

describe('a notice regime', () => {
  test('of notify is due at once', () => {
    expect(noticeOf({ regime: 'notify' }, AT)).toMatchObject({
      state: 'planned',
      dueKind: 'notice',
      dueAt: AT,
    });
  });

  test('of delay is due when the delay is over', () => {
    expect(noticeOf({ regime: 'delay', until: '2027-05-16' }, AT)).toMatchObject({
      state: 'planned',
      until: '2027-05-16',
      dueAt: '2027-05-17T00:00:00.000Z',
    });
  });

  test.each([
    ['2028-02-29', '2028-03-01T00:00:00.000Z'],
    ['2027-05-16T17:00:00-07:00', '2027-05-17T00:00:00.000Z'],
  ])('of delay until %s is due at %s', (until, dueAt) => {
    expect(noticeOf({ regime: 'delay', until }, AT)).toMatchObject({ until, dueAt });
  });

  test('of delay without an end is a fault, never a date of our own', () => {
    expect(() => noticeOf({ regime: 'delay' }, AT)).toThrow(
      expect.objectContaining({ name: 'InconsistentState' }),
    );
  });

  test.each([
    ['prohibited', 'prohibited'],
    ['hold', 'prohibited'],
    ['authority', 'authority'],
    ['none', 'none'],
  ] as const)('of %s is never due and says %s', (regime, state) => {
    const notice = noticeOf({ regime }, AT);
    expect(notice.state).toBe(state);
    expect(notice.dueAt).toBeUndefined();
    expect(notice.dueKind).toBeUndefined();
  });
});
