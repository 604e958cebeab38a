import type { Found, Grant } from '../../packages/connector/contract.ts';

export const ITEMS = ['content.calls', 'traffic.call-records'] as const;
export const OLGA = 'acct-0001';
/** Exists, and has nothing. */
export const NOBODY = 'acct-0002';

export type Row = Pick<Found, 'account' | 'item' | 'id' | 'fields'> & { at: string; bytes?: Uint8Array };

const call = (account: string, at: string, id: string): Row => ({
  account,
  item: 'traffic.call-records',
  at,
  id,
  fields: { from: '+1 202 555 0143', to: '+1 202 555 0107', seconds: 61, ended: null },
});
const voice = (account: string, at: string, id: string, text: string): Row => ({
  account,
  item: 'content.calls',
  at,
  id,
  fields: { from: '+1 202 555 0143', seconds: 61 },
  bytes: Buffer.from(text),
});

/** Oldest first. Some stand at the edges of seconds and days, two at one instant, and some are another account's. */
export const ROWS: readonly Row[] = [
  voice(OLGA, '2026-03-01T00:00:00.000Z', 'v1', 'the first'),
  voice(OLGA, '2026-03-01T23:59:59.999Z', 'v2', 'the second'),
  voice('acct-00011', '2026-03-02T10:00:00.000Z', 'v9', 'of another'),
  voice(OLGA, '2026-03-02T10:00:00.001Z', 'v3', 'the third'),
  call('acct-0003', '2026-03-01T12:00:00.000Z', 'c9'),
  call(OLGA, '2026-03-01T12:00:00.000Z', 'c1'),
  call(OLGA, '2026-03-01T12:00:00.000Z', 'c2'),
  call(OLGA, '2026-03-01T12:00:01.000Z', 'c3'),
  call(OLGA, '2026-04-30T22:59:59.500Z', 'c4'),
];

export const rowsOf = ({ account, items, period: { from, to } }: Grant): Row[] =>
  ROWS.filter((row) => row.account === account && items.includes(row.item) && row.at >= from && row.at < to);
