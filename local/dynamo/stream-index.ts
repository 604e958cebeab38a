import { DatabaseSync } from 'node:sqlite';

/** Longer than the engine holds its file for anything. */
const PATIENCE_MS = 5000;

/** What the engine asks of the records that it keeps of streams: the last number of a table, and what follows one in a shard. */
const INDEXES = [
  'CREATE INDEX IF NOT EXISTS due_process_last ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  'CREATE INDEX IF NOT EXISTS due_process_next ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER))',
  'CREATE INDEX IF NOT EXISTS due_process_ends ON _stream_records (table_name, shard_id, sequence_number)',
];

/**
 * The engine looks through every record of every stream, images and all, for the number of a new one and at each reading: a
 * write costs more with each that was before. With indexes in its file it does not. Without them all goes on, and slowly: that
 * is so where another version of the engine keeps its records elsewhere.
 * @param databaseFile that the engine has made; it may be running
 */
export function indexStreams(databaseFile: string, report: (line: string) => void): void {
  try {
    const database = new DatabaseSync(databaseFile, { timeout: PATIENCE_MS });
    try {
      for (const index of INDEXES) database.exec(index);
    } finally {
      database.close();
    }
  } catch (error) {
    report(`the database's streams have no index, and writes will slow down: ${String(error)}`);
  }
}
