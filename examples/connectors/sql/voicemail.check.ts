import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Subject } from '../../../packages/connector/kit/subject.ts';
import type { Database } from './database.ts';
import { fillVoicemail } from './sample.ts';
import { voicemailConnector } from './voicemail.connector.ts';

const SCHEMA = readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8');

/** A PostgreSQL of this process, with the sample: `npm run connector-check -- examples/connectors/sql/voicemail.check.ts`. */
export default async function subject(): Promise<Subject> {
  const db = await PGlite.create();
  await db.exec(SCHEMA);
  await fillVoicemail(db);
  return subjectOf(oneAtATime(db), async () => db.close());
}

/** The connector over a database that has the sample, with the accounts and the failures that the kit needs. */
export const subjectOf = (database: Database, close: () => Promise<void>): Subject => ({
  connector: voicemailConnector(database),
  account: 'acct-0001',
  emptyAccount: 'acct-0002',
  smallPages: { connector: voicemailConnector(database, 2) },
  broken: [
    { what: 'a database that is gone', connector: voicemailConnector(failing(database, 0)) },
    { what: 'a second page that fails', connector: voicemailConnector(failing(database, 4), 2) },
  ],
  close,
});

/** The same, which fails after so many statements. */
const failing = (database: Database, after: number): Database => ({
  connect: async () => {
    const session = await database.connect();
    let count = 0;
    return {
      query: async (text, values) => {
        count += 1;
        if (count > after && !text.startsWith('ROLLBACK')) throw new Error('the connection was lost');
        return session.query(text, values);
      },
      release: (error) => session.release(error),
    };
  },
});

/** PGlite has one connection. Whoever comes while it is in a transaction waits. */
function oneAtATime(db: PGlite): Database {
  let free = Promise.resolve();
  return {
    connect: async () => {
      const before = free;
      let done = () => {};
      free = new Promise((resolve) => {
        done = resolve;
      });
      await before;
      return {
        query: (text, values) => db.query(text, values),
        release: (error) => {
          // A pool would close the connection, and the transaction with it.
          if (error) void db.query('ROLLBACK').then(done, done);
          else done();
        },
      };
    },
  };
}
