import * as z from 'zod/mini';
import type { Blob, Connector, Found, Grant } from '../../../packages/connector/contract.ts';
import { type Database, inAccount, type Session } from './database.ts';

const ITEMS = ['traffic.call-records', 'content.calls'];
const PAGE = 500;
const CHUNK_BYTES = 1024 * 1024;

const Row = z.object({
  at: z.string(),
  cursor: z.string(),
  id: z.string(),
  caller: z.nullable(z.string()),
  seconds: z.nullable(z.int()),
  media_type: z.nullable(z.string()),
  has_recording: z.boolean(),
});
type Row = z.infer<typeof Row>;
const Chunk = z.object({ chunk: z.instanceof(Uint8Array) });

/**
 * A page that begins after a key. PostgreSQL compares the instants, which are finer than ours: cut to the millisecond, one
 * lies in a period of milliseconds just when it does as it is. `to_char` cuts, where a `Date` of the driver would be in
 * the zone of the machine. The key carries microseconds, and the order is the table's and not that of the text of the
 * same name: by milliseconds, pages would repeat rows, or lose them.
 */
const NEXT_PAGE = `
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor,
         id, caller, seconds, media_type, recording IS NOT NULL AS has_recording
    FROM voicemail
   WHERE account = $1 AND at >= $2::timestamptz AND at < $3::timestamptz
     AND (at, id) > ($4::timestamptz, $5)
   ORDER BY voicemail.at, id
   LIMIT $6`;

const NEXT_CHUNK = `
  SELECT substring(recording FROM $4 FOR $5) AS chunk
    FROM voicemail
   WHERE account = $1 AND at = $2::timestamptz AND id = $3 AND recording IS NOT NULL`;

/** Voice mail in PostgreSQL. `page` is smaller in tests. */
export const voicemailConnector = (database: Database, page = PAGE): Connector => ({
  service: 'voicemail',
  items: ITEMS,
  read: (grant) =>
    inAccount(database, grant.account, async function* (session) {
      for await (const row of rowsOf(session, grant, page)) yield* foundIn(row, grant, database);
    }),
});

async function* rowsOf(session: Session, { account, period }: Grant, page: number): AsyncGenerator<Row> {
  // No id is empty, so that every row of the first instant comes after it.
  let after = { cursor: period.from, id: '' };
  for (;;) {
    const { rows } = await session.query(NEXT_PAGE, [
      account,
      period.from,
      period.to,
      after.cursor,
      after.id,
      page,
    ]);
    const read = rows.map((row) => Row.parse(row));
    yield* read;
    const last = read.at(-1);
    if (!last || read.length < page) return;
    after = last;
  }
}

function* foundIn(row: Row, { account, service, items }: Grant, database: Database): Generator<Found> {
  const { at, id, caller: from, seconds } = row;
  const of = { account, service, at, id, fields: { from, seconds } };
  if (items.includes('traffic.call-records')) yield { ...of, item: 'traffic.call-records' };
  if (items.includes('content.calls') && row.has_recording)
    yield { ...of, item: 'content.calls', blob: recordingOf(row, account, database) };
}

/** Opened on a connection of its own, and read in parts: neither the row nor the recording is held while others are read. */
const recordingOf = ({ cursor, id, media_type }: Row, account: string, database: Database): Blob => ({
  mediaType: media_type ?? 'application/octet-stream',
  open: async () =>
    inAccount(database, account, async function* (session) {
      for (let start = 1; ; start += CHUNK_BYTES) {
        const { rows } = await session.query(NEXT_CHUNK, [account, cursor, id, start, CHUNK_BYTES]);
        if (rows.length === 0) throw new NoSuchRecording('a recording was there and is not');
        const { chunk } = Chunk.parse(rows[0]);
        if (chunk.byteLength > 0) yield chunk;
        if (chunk.byteLength < CHUNK_BYTES) return;
      }
    }),
});

/** Set aside as missing: the name is the contract's. */
class NoSuchRecording extends Error {
  override readonly name = 'NoSuchKey';
}
