import { Progress } from '../../functions/desk/progress.schema.ts';
import { isAtWork, progressOf } from '../../functions/desk/progress-of.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';

type Written = Pick<LedgerEvent, 'action' | 'at' | 'detail'>;

const at = '2026-11-20T12:00:00.000Z';
const later = '2026-11-20T12:05:00.000Z';
const event = (action: string, detail: Written['detail'], when = at): Written => ({
  ...{ action, at: when, detail: { round: 1, ...detail } },
});
const freezing = (detail: Written['detail']) => event('freeze.completed', { freeze: '1', ...detail }, later);

const COMPILED = event('freeze.compiled', { freeze: '1', grants: 3 });
const MAIL = { 'content.mail': 50_000 };
const FOUND = event('retrieval.completed', {
  ...{ grant: 0, counts: { 'content.mail': 7 }, bytes: 700 },
  more: [{ grant: 1, counts: { 'content.mail': 3 }, bytes: 30 }],
});
const AMOUNT = { grants: 1, records: 5, bytes: 500 };
const OF = { grants: 2, records: 10, bytes: 730 };

const seen = (...events: Written[]) => {
  const progress = progressOf(events, 1);
  return progress && Progress.parse(progress);
};

describe('the progress of a demand', () => {
  it('is none before the machines begin, and none that is shown when they are done', () => {
    expect(seen(event('demand.filed', {}))).toBeUndefined();
    expect(
      (['filed', 'reviewed', 'sealed', 'failed'] as const).map((status) => isAtWork({ status })),
    ).toEqual([...[false, true, false, true]]);
  });

  it('tells how much of how many accounts is frozen, a large one part by part', () => {
    const part = freezing({ grant: 0, counts: MAIL, bytes: 9, upTo: '2026-03-01T00:00:00.000Z' });
    expect(seen(COMPILED, part)?.freezing).toEqual({
      ...{ grants: 0, of: 3, records: 50_000, bytes: 9, at: later, isDone: false },
    });
    const rest = freezing({ grant: 0, counts: MAIL, bytes: 1, more: [{ grant: 1, counts: MAIL, bytes: 0 }] });
    const failed = event('freeze.failed', { freeze: '1', grant: 2 });
    expect(seen(COMPILED, part, rest, failed)?.freezing).toMatchObject({
      ...{ grants: 2, of: 3, failed: 1, records: 150_000, bytes: 10, isDone: true },
    });
  });

  it('is that of one round, and not of what is kept', () => {
    const kept = event('freeze.compiled', { freeze: 'kept', grants: 5 });
    expect(seen(kept, event('scope.compiled', { round: 2, grants: 2 }))).toBeUndefined();
  });

  it('tells what was retrieved and checked of how much', () => {
    const scope = event('scope.compiled', { grants: 2 });
    const checking = event('harvest.checking', { part: 1, checked: AMOUNT, of: OF }, later);
    const { retrieval, check } = seen(scope, FOUND, checking) ?? {};
    expect(retrieval).toEqual({ grants: 2, of: 2, records: 10, bytes: 730, at, isDone: true });
    expect(check).toEqual({ ...AMOUNT, of: OF, at: later, isDone: false });
    expect(seen(scope, FOUND, checking, event('harvest.checked', OF))?.check).toMatchObject({
      ...{ ...OF, of: OF, isDone: true },
    });
  });

  it('tells how much of large accounts was held against what there is now', () => {
    const scope = event('scope.compiled', { grants: 2 });
    const comparing = (grant: number, sources: number, when = at) =>
      event('retrieval.comparing', { grant, sources, ofSources: 9 }, when);
    const told = [scope, comparing(0, 1), comparing(1, 2), comparing(0, 3, later)];
    expect(seen(...told)?.retrieval).toMatchObject({
      compared: { parts: 5, of: 18 },
      at: later,
      isDone: false,
    });
    expect(seen(scope, FOUND)?.retrieval).not.toHaveProperty('compared');
  });

  it('tells how far a large package is', () => {
    const scope = event('scope.compiled', { grants: 2 });
    const sealing = [scope, FOUND, event('harvest.checked', OF), event('disclosure.sealing', {})];
    expect(seen(...sealing)?.sealing).toEqual({ files: 0, bytes: 0, of: { bytes: 730 }, at, isDone: false });
    const packing = event('disclosure.packing', { part: 1, files: 4, bytes: 400, ofRecords: 730 }, later);
    expect(seen(...sealing, packing)?.sealing).toMatchObject({
      files: 4,
      bytes: 400,
      at: later,
      isDone: false,
    });
    expect(seen(...sealing, packing, event('disclosure.sealed', {}))?.sealing?.isDone).toBe(true);
  });

  it('does not break on details that another release wrote, or did not', () => {
    const odd = { checked: 'much', of: null, counts: [], more: 'none', grants: 'all', bytes: -1 };
    const actions = ['scope.compiled', 'retrieval.completed', 'harvest.checking', 'disclosure.packing'];
    expect(seen(...actions.map((action) => event(action, odd)))).toMatchObject({
      retrieval: { grants: 1, of: 0, records: 0, bytes: 0 },
    });
    expect(seen(...actions.map((action) => event(action, {})))).toBeDefined();
  });
});
