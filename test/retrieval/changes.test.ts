import type { HarvestRecord } from '../../functions/ledger/parts/harvest.part.ts';
import { Comparison } from '../../functions/retrieval/changes.ts';

const of = { account: 'acct-0001', service: 'mail', item: 'content.mail', at: '2026-03-02T10:00:00.000Z' };
const frozen = (id: string, fields: HarvestRecord['fields']): HarvestRecord => ({ ...of, id, fields });

async function nowOf(
  before: readonly HarvestRecord[],
  fields: HarvestRecord['fields'],
  id = 'm1',
): Promise<string> {
  const comparison = new Comparison('content.mail');
  for (const record of before) comparison.freeze(record, undefined);
  const { now } = await comparison.look({ ...of, id, fields });
  await comparison.abandon();
  return now;
}

describe('what became of a record since it was frozen', () => {
  it.each<[string, HarvestRecord['fields'], string]>([
    ['the same fields', { from: 'a@example.com', folder: 'Inbox' }, 'same'],
    ['in another order', { folder: 'Inbox', from: 'a@example.com' }, 'same'],
    ['another folder', { from: 'a@example.com', folder: 'Bin' }, 'edited'],
    ['a field less', { from: 'a@example.com' }, 'edited'],
    ['a field that was not read then', { from: 'a@example.com', folder: 'Inbox', labels: [] }, 'same'],
  ])('is told by %s', async (_what, fields, now) => {
    expect(await nowOf([frozen('m1', { from: 'a@example.com', folder: 'Inbox' })], fields)).toBe(now);
  });

  it('is an edit where it has what others of its kind had then, and it had not', async () => {
    const before = [frozen('m1', { body: 'x' }), frozen('m2', { body: 'y', editedAt: 'noon' })];
    expect(await nowOf(before, { body: 'x', editedAt: 'now' })).toBe('edited');
  });

  it('is told of one that was not there', async () => {
    expect(await nowOf([frozen('m1', {})], {}, 'm2')).toBe('added');
  });
});
