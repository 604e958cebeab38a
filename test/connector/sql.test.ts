import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { fillVoicemail } from '../../examples/connectors/sql/sample.ts';
import subjectInProcess, { subjectOf } from '../../examples/connectors/sql/voicemail.check.ts';
import type { Found } from '../../packages/connector/contract.ts';
import { ALL_TIME } from '../../packages/connector/instants.ts';
import { checkConnector } from '../../packages/connector/kit/check-connector.ts';
import type { Subject } from '../../packages/connector/kit/subject.ts';
import { type PostgresServer, startPostgres, whyNoServer } from './postgres-server.ts';

const SCHEMA = readFileSync(join(import.meta.dirname, '../../examples/connectors/sql/schema.sql'), 'utf8');

async function foundBy({ connector, account }: Subject): Promise<Found[]> {
  const { service, items } = connector;
  const all: Found[] = [];
  for await (const one of connector.read({ account, service, items, period: ALL_TIME }, undefined))
    all.push(one as Found);
  return all;
}

function keepsItsPromises(subject: () => Subject): void {
  it('keeps the contract', async () => {
    const { findings, notChecked } = await checkConnector(subject());
    expect([findings, notChecked]).toEqual([[], []]);
  });

  it('cuts instants to the millisecond, in UTC, and loses none that are one then', async () => {
    const calls = (await foundBy(subject())).filter(({ item }) => item === 'traffic.call-records');
    expect(calls.map(({ at, id }) => [at, id])).toEqual([
      ['2026-03-01T00:00:00.000Z', 'v1'],
      ['2026-03-01T23:59:59.999Z', 'v2'],
      ['2026-03-02T10:00:00.000Z', 'v4'],
      ['2026-03-02T10:00:00.000Z', 'v3'],
      ['2026-03-02T10:00:00.000Z', 'v5'],
      ['2026-03-02T10:00:00.001Z', 'v8'],
      ['2026-04-30T22:59:59.500Z', "v9' -- ; DROP TABLE voicemail"],
    ]);
  });

  it('reads recordings of any length, in parts', async () => {
    const sizes: Record<string, number[]> = {};
    for (const { id, blob } of await foundBy(subject())) {
      if (!blob) continue;
      const chunks: number[] = [];
      for await (const chunk of await blob.open()) chunks.push(chunk.byteLength);
      sizes[id] = chunks;
    }
    expect(sizes).toMatchObject({ v1: [400], v2: [1048576, 1048576, 524288], v3: [10], v4: [] });
    expect(sizes).not.toHaveProperty('v5');
  });
}

describe('a connector of PostgreSQL, in process', () => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await subjectInProcess();
  });
  afterAll(() => subject.close?.());
  keepsItsPromises(() => subject);
});

const reason = whyNoServer();
(reason ? describe.skip : describe)(
  `a connector of PostgreSQL, on a server by pg${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let server: PostgresServer;
    let pool: Pool;
    let subject: Subject;
    beforeAll(async () => {
      server = await startPostgres();
      pool = new Pool({ host: server.folder, user: 'owner', database: 'postgres', max: 4 });
      // Connections that wait in the pool are lost with the server, in the end.
      pool.on('error', () => {});
      await pool.query(SCHEMA);
      await fillVoicemail(pool);
      subject = subjectOf(pool, () => pool.end());
    });
    afterAll(async () => {
      await server?.stop();
      await pool?.end();
    });
    keepsItsPromises(() => subject);

    it('reads no account but that of the transaction, whatever is asked', async () => {
      const session = await pool.connect();
      try {
        await session.query('BEGIN READ ONLY');
        await session.query('SET LOCAL ROLE legal_demands');
        const count = async () =>
          (await session.query('SELECT DISTINCT account FROM voicemail')).rows.map(({ account }) => account);
        expect(await count()).toEqual([]);
        await session.query("SELECT set_config('legal_demands.account', 'acct-0003', true)");
        expect(await count()).toEqual(['acct-0003']);
      } finally {
        await session.query('ROLLBACK');
        session.release();
      }
    });

    it('goes by the key, and sorts nothing', async () => {
      const session = await pool.connect();
      try {
        await session.query('SET enable_seqscan = off');
        const { rows } = await session.query(
          "EXPLAIN SELECT 1 FROM voicemail WHERE account = 'a' AND at >= now() AND at < now() AND (at, id) > (now(), '') ORDER BY voicemail.at, id LIMIT 500",
        );
        const plan = JSON.stringify(rows);
        expect(plan).toContain('voicemail_pkey');
        expect(plan).not.toContain('Sort');
      } finally {
        session.release();
      }
    });

    it('says so when the server goes away', async () => {
      const { connector, account } = subject;
      const { service, items } = connector;
      const found = connector.read({ account, service, items, period: ALL_TIME }, undefined);
      const iterator = found[Symbol.asyncIterator]();
      await iterator.next();
      await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'",
      );
      const rest = async () => {
        for (let next = await iterator.next(); !next.done; next = await iterator.next());
      };
      await expect(rest()).rejects.toThrow();
      expect(pool.totalCount).toBe(pool.idleCount);
    });
  },
);
