import { DatabaseSync } from 'node:sqlite';

/** Longer than the engine holds its file for anything. */
const PATIENCE_MS = 5000;

/** What the engine asks of the records that it keeps of streams: the last number of a table, and what follows one in a shard. */
const INDEXES = [
  'CREATE INDEX IF NOT EXISTS due_process_last ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  'CREATE INDEX IF NOT EXISTS due_process_next ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER))',
  'CREATE INDEX IF NOT EXISTS due_process_ends ON _stream_records (table_name, shard_id, sequence_number)',
];

/** As long as DynamoDB keeps them. */
const KEPT_SECONDS = 24 * 3600;

/** The newest stays: the engine numbers the next one after it. */
const TRIM = `DELETE FROM _stream_records
  WHERE table_name = :table AND created_at < :before
    AND CAST(sequence_number AS INTEGER) <= :last
    AND CAST(sequence_number AS INTEGER) <
      (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)`;

/**
 * The engine looks through every record of every stream, images and all, for the number of a new one and at each reading: a
 * write costs more with each that was before. With indexes in its file it does not. Without them all goes on, and slowly: that
 * is so where another version of the engine keeps its records elsewhere.
 * @param databaseFile that the engine has made; it may be running
 */
export const indexStreams = (databaseFile: string, report: (line: string) => void): void =>
  within(databaseFile, report, (database) => {
    for (const index of INDEXES) database.exec(index);
  });

/**
 * Removes what every reader has read of a table's stream, and DynamoDB would keep no more: the engine keeps all.
 * @param last number of the last record that all of them have read
 */
export const trimStream = (
  databaseFile: string,
  { table, last }: { table: string; last: string },
  report: (line: string) => void,
): void =>
  within(databaseFile, report, (database) => {
    const before = Math.floor(Date.now() / 1000) - KEPT_SECONDS;
    database.prepare(TRIM).run({ table, last: BigInt(last), before });
  });

function within(
  databaseFile: string,
  report: (line: string) => void,
  work: (database: DatabaseSync) => void,
): void {
  try {
    const database = new DatabaseSync(databaseFile, { timeout: PATIENCE_MS });
    try {
      work(database);
    } finally {
      database.close();
    }
  } catch (error) {
    report(`what the database keeps of streams was left as it is, and writes slow down: ${String(error)}`);
  }
}
