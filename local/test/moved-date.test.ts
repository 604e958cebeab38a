import { afterEach, expect, test } from '@jest/globals';
import { moveDate } from '../clock/moved-date.ts';

const DAY = 86_400_000;
let undo = (): void => {};
afterEach(() => undo());

test('every way to ask for the present is moved, and what is given in full is not', () => {
  const before = Date.now();
  let offset = 400 * DAY;
  undo = moveDate(() => offset);
  const seen = [Date.now(), Date.parse(new Date().toISOString()), Date.parse(Date())];
  for (const instant of seen) expect(Math.abs(instant - before - offset)).toBeLessThan(5000);
  offset = -400 * DAY;
  expect(Math.abs(Date.now() - before - offset)).toBeLessThan(5000);
  expect(new Date('2026-01-05T09:00:00Z').toISOString()).toBe('2026-01-05T09:00:00.000Z');
  expect(new Date(2026, 0, 5, 9).getHours()).toBe(9);
  expect([Date.UTC(1970, 0, 2), Date.parse('1970-01-02')]).toEqual([DAY, DAY]);
});

test('a date is one, whoever made it', () => {
  const old = new Date();
  undo = moveDate(() => DAY);
  expect(old instanceof Date).toBe(true);
  expect(new Date() instanceof Date).toBe(true);
  class Own extends Date {}
  expect(new Own() instanceof Own).toBe(true);
});

test('undone, it is the clock of the machine again', () => {
  const real = globalThis.Date;
  moveDate(() => DAY)();
  expect(globalThis.Date).toBe(real);
});
