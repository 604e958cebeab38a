import type { Session } from './database.ts';

const INSERT =
  'INSERT INTO voicemail (account, at, id, caller, seconds, media_type, recording) VALUES ($1, $2, $3, $4, $5, $6, $7)';

/** Larger than a chunk, and not a whole number of them. */
const LONG = 2.5 * 1024 * 1024;

/** Invented. Instants finer than a millisecond, three that are one to the millisecond, zones, and another account between. */
const ROWS: readonly [account: string, at: string, id: string, bytes: number | null][] = [
  ['acct-0001', '2026-03-01T00:00:00Z', 'v1', 400],
  ['acct-0001', '2026-03-01T23:59:59.999999Z', 'v2', LONG],
  ['acct-0001', '2026-03-02T11:00:00.000400+01:00', 'v4', 0],
  ['acct-0001', '2026-03-02T10:00:00.000600Z', 'v3', 10],
  ['acct-0001', '2026-03-02T10:00:00.000600Z', 'v5', null],
  ['acct-00011', '2026-03-02T10:00:00.000500Z', 'v6', 10],
  ['acct-0003', '2026-03-02T10:00:00.000500Z', 'v7', 10],
  ['acct-0001', '2026-03-02T10:00:00.001000Z', 'v8', 10],
  ['acct-0001', '2026-04-30T22:59:59.5Z', "v9' -- ; DROP TABLE voicemail", 10],
];

/** Fills the table of schema.sql. */
export async function fillVoicemail(session: Pick<Session, 'query'>): Promise<void> {
  for (const [account, at, id, bytes] of ROWS) {
    const recording = bytes === null ? null : Buffer.alloc(bytes, id);
    const media = bytes === null ? null : 'audio/mpeg';
    await session.query(INSERT, [
      account,
      at,
      id,
      '+1 202 555 0143',
      bytes === null ? null : 61,
      media,
      recording,
    ]);
  }
}
