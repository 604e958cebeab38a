/** What a connector needs of PostgreSQL: `Pool` of `pg` is one. */
export type Database = { connect(): Promise<Session> };
export type Session = {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Told of an error, the pool drops the connection. */
  release(error?: Error): void;
  on?(event: 'error', listener: (error: Error) => void): unknown;
  off?(event: 'error', listener: (error: Error) => void): unknown;
};

/** A connection that is lost between two statements says so at once, and again at the next: that one is thrown. */
const heard = () => {};

/**
 * Works in one transaction that sees one state of the database, writes nothing, may read one account, and ends however it
 * is left. The account reaches the database as a value and never as text of a statement.
 */
export async function* inAccount<T>(
  database: Database,
  account: string,
  work: (session: Session) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const session = await database.connect();
  let failed: Error | undefined;
  session.on?.('error', heard);
  try {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await session.query('SET LOCAL ROLE legal_demands');
    await session.query(
      "SELECT set_config('legal_demands.account', $1, true), set_config('statement_timeout', '60s', true)",
      [account],
    );
    yield* work(session);
  } catch (error) {
    failed = errorOf(error);
    throw error;
  } finally {
    await leave(session, failed);
  }
}

/** Nothing was written: to roll back is to end. A connection that failed is given back as such, and not used again. */
async function leave(session: Session, before: Error | undefined): Promise<void> {
  let failed = before;
  try {
    if (!failed) await session.query('ROLLBACK');
  } catch (error) {
    failed = errorOf(error);
    throw error;
  } finally {
    session.off?.('error', heard);
    session.release(failed);
  }
}

const errorOf = (thrown: unknown) =>
  thrown instanceof Error ? thrown : new Error('not an error', { cause: thrown });
