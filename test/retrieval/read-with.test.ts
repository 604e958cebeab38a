import { changeDemand } from '../../functions/ledger/change-demand.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import type { Connector } from '../../functions/retrieval/connector.ts';
import { readWith } from '../../functions/retrieval/read-with.ts';
import type { UseSession } from '../../functions/retrieval/retrieval-session.ts';
import { InconsistentState } from '../../functions/shared/faults.ts';
import { isPassing } from '../../functions/shared/is-passing.ts';
import { PassInput } from '../../functions/workflow/step.schema.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { QUASHED } from '../kit/quashed.ts';
import { check, type Desk, fileApproved, openDesk, sessionsOf } from './approved-demand.ts';
import { demandOf, determinationOf, dictionary, reviewOf } from './builders.ts';
import { openSampleStores } from './sample-stores.ts';

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

/** A demand for the sessions of four accounts, and a connector that finds none and takes its time. */
async function arrange(takesMs: number, names = ['a', 'b', 'c', 'd']) {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: ['sessions'] }) },
    determination: determinationOf({
      authorised: ['sessions'],
      accounts: names.map((name) => ({
        target: 0,
        account: `acct-${name}`,
        customer: 'consumer',
      })),
    }),
    review: reviewOf({ items: ['sessions'] }),
  });
  await compileScope({ demandId, round: 1 }, { ...desk.ledger, dictionary });
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  const read: string[] = [];
  const connector: Connector = {
    service: 'sessions',
    items: ['sessions'],
    async *read({ account }) {
      read.push(account);
      now += takesMs;
      yield* [];
    },
  };
  const deps = { ...sessionsOf(desk, 'sessions'), clock: () => new Date(now), connector };
  const first = { demandId, round: 1, service: 'sessions', grant: 0, more: [1, 2, 3] };
  return { demandId, read, first, deps };
}

describe('a pass of several grants', () => {
  it('reads each as its own', async () => {
    const { demandId, read, first, deps } = await arrange(0);
    expect(await readWith(first, deps)).toMatchObject({ demandId, left: false });
    expect(read).toEqual(['acct-a', 'acct-b', 'acct-c', 'acct-d']);
    expect(await desk.ledger.store.parts(demandId, HARVEST(1, ''))).toHaveLength(4);
    const told = (await desk.ledger.store.events(demandId)).slice(-5);
    expect(told).toMatchObject([
      ...[0, 1, 2, 3].map((grant) => ({
        action: 'retrieval.started',
        detail: { grant, service: 'sessions' },
      })),
      {
        action: 'retrieval.completed',
        detail: { grant: 0, more: [{ grant: 1 }, { grant: 2 }, { grant: 3 }] },
      },
    ]);
    await check(desk, demandId);
  });

  it('leaves what it has no time for to the next call', async () => {
    const { demandId, read, first, deps } = await arrange(31_000);
    let answer = await readWith(first, deps);
    expect(answer).toEqual({ ...first, grant: 2, more: [3], left: true });
    expect(read).toEqual(['acct-a', 'acct-b']);
    answer = await readWith(PassInput.parse(answer), deps);
    expect(answer.left).toBe(false);
    expect(read).toHaveLength(4);
    await check(desk, demandId);
  });

  it('that was cut off is read again, and one that was not is not', async () => {
    const { read, first, deps } = await arrange(0);
    const sessionOf: UseSession = (session, written) => {
      if (read.length === 2) throw new Error('cut off');
      return deps.sessionOf(session, written);
    };
    await expect(readWith(first, { ...deps, sessionOf })).rejects.toThrow('cut off');
    read.length = 0;
    expect(await readWith(first, deps)).toMatchObject({ left: false });
    expect(read).toEqual(['acct-a', 'acct-b', 'acct-c', 'acct-d']);
    expect(await readWith(first, deps)).toMatchObject({ left: false });
    expect(read).toHaveLength(4);
  });

  it('may be a single grant, as executions from before carry it', async () => {
    const { read, first, deps } = await arrange(0);
    const { more: _more, ...single } = first;
    expect(await readWith(single, deps)).toEqual({ ...single, left: false });
    expect(read).toEqual(['acct-a']);
  });
});

describe.each(['is withdrawn', 'a court sets aside'] as const)('a demand that %s while it is read', (how) => {
  /** A connector that finds one record a second, and never ends; nobody wants it any more after so many. */
  async function endless(endsAfter: number) {
    const { demandId, first, deps } = await arrange(0);
    let now = Date.parse('2026-11-20T12:00:00.000Z');
    const found: number[] = [];
    const closed: string[] = [];
    const connector: Connector = {
      service: 'sessions',
      items: ['sessions'],
      async *read({ account }) {
        for (;;) {
          found.push(now);
          if (found.length === endsAfter) await callOff(demandId);
          yield { account, service: 'sessions', item: 'sessions', at: null, id: `${now}`, fields: {} };
          now += 1000;
        }
      },
    };
    const sessionOf: UseSession = (session, written) => ({
      ...deps.sessionOf(session, written),
      close: () => {
        closed.push(session.credentials.accessKeyId);
      },
    });
    const answer = await readWith(first, { ...deps, sessionOf, connector, clock: () => new Date(now) });
    return { demandId, answer, found, closed };
  }
  const callOff = (demandId: string) =>
    changeDemand(desk.ledger, demandId, (_, at) => ({
      ...(how === 'is withdrawn'
        ? {
            set: { withdrawnAt: at },
            action: 'demand.withdrawn',
            actor: { kind: 'agent', subject: 'agent-1' },
          }
        : { set: QUASHED, action: 'objection.decided', actor: { kind: 'reviewer', subject: 'rita' } }),
      detail: {},
      result: undefined,
    }));

  it('is read for ten seconds more at most, in the middle of a grant; its session ends', async () => {
    const { demandId, answer, found, closed } = await endless(25);
    expect(answer.left).toBe(false);
    expect(found.length).toBeGreaterThanOrEqual(25);
    expect(found.length).toBeLessThanOrEqual(25 + 10 + 1);
    expect(closed).toEqual(['0']);
    expect(await desk.ledger.store.parts(demandId, HARVEST(1, ''))).toEqual([]);
    const actions = (await desk.ledger.store.events(demandId)).map(({ action }) => action);
    expect(actions).not.toContain('retrieval.completed');
  });
});

describe('a pass that was cut off', () => {
  const told = async (demandId: string) =>
    (await desk.ledger.store.events(demandId))
      .filter(({ action }) => action === 'retrieval.resumed')
      .map(({ detail }) => [detail.grant, detail.isAgain]);
  const cutOff = { write: () => Promise.reject(new Error('kill -9')) };

  it('is told of when it is read anew, each time', async () => {
    const { demandId, first, deps } = await arrange(0);
    const broken = { ...deps, broker: { ...deps.broker, close: cutOff.write } };
    await expect(readWith(first, broken)).rejects.toThrow('kill -9');
    expect(await told(demandId)).toEqual([]);
    await expect(readWith(first, broken)).rejects.toThrow('kill -9');
    await readWith(first, deps);
    expect(await told(demandId)).toEqual([
      [0, true],
      [0, true],
    ]);
  });

  it('is told of by call and not by grant, also where a later call goes on with it', async () => {
    // More than 200 grants: a pass has two of them.
    const names = Array.from({ length: 201 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
    const { demandId, first, deps } = await arrange(61_000, names);
    const next = PassInput.parse(await readWith({ ...first, more: [1] }, deps));
    const broken = { ...deps, broker: { ...deps.broker, close: cutOff.write } };
    await expect(readWith(next, broken)).rejects.toThrow('kill -9');
    await readWith(next, deps);
    expect(await told(demandId)).toEqual([
      [1, false],
      [1, true],
    ]);
  });
});

describe('a connector that has a secret', () => {
  const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:sessions-AbC123';
  const SECRET = 'open-sesame-of-the-store';

  /** Reads with what the broker handed in; `fails` is what its store says, the secret in hand. */
  async function reading(secretNow: () => string, fails?: (secret: string) => unknown) {
    const { demandId, first, deps } = await arrange(0);
    const used: string[] = [];
    const connector: Connector = {
      ...deps.connector,
      async *read({ account }, clients) {
        const secret = clients.secret(ARN);
        used.push(secret);
        if (fails) throw fails(secret);
        yield { account, service: 'sessions', item: 'sessions', at: null, id: '1', fields: {} };
      },
    };
    const open: typeof deps.broker.open = async (key) => {
      const opened = await deps.broker.open(key);
      return opened.is === 'open' ? { ...opened, secrets: { [ARN]: secretNow() } } : opened;
    };
    const sessionOf: UseSession = (session, written) => {
      const one = deps.sessionOf(session, written);
      return { ...one, clients: { ...one.clients, secret: (arn) => session.secrets?.[arn] ?? '' } };
    };
    const run = readWith(first, { ...deps, broker: { ...deps.broker, open }, sessionOf, connector });
    return { demandId, used, answer: await run.catch((error: unknown) => error) };
  }

  it('is given it anew with each grant, and nobody else is', async () => {
    let number = 0;
    const { demandId, used, answer } = await reading(() => `${SECRET}-${++number}`);
    expect(answer).toMatchObject({ left: false });
    expect(used).toEqual([1, 2, 3, 4].map((each) => `${SECRET}-${each}`));
    const stored = JSON.stringify([
      await desk.ledger.store.read(demandId),
      await desk.ledger.store.events(demandId),
      await desk.ledger.store.parts(demandId, HARVEST(1, '')),
      [...desk.harvest.objects.values()].map((bytes) => Buffer.from(bytes).toString('latin1')),
      answer,
    ]);
    expect(stored).not.toContain(SECRET);
  });

  it.each<[string, boolean, (secret: string) => unknown]>([
    ['a client that quotes an address', false, (secret) => new Error(`no such host: db://u:${secret}@db`)],
    ['a parser that quotes what it cannot read', false, (secret) => caught(() => JSON.parse(secret))],
    ['what is no error', false, (secret) => secret],
    ['a name of its own', false, (secret) => Object.assign(new Error(), { name: `${secret.slice(0, 4)}\n` })],
    ['a cause', false, (secret) => new Error('refused', { cause: new Error(secret) })],
    ['a fault that passes', true, (secret) => Object.assign(new Error(secret), { code: 'ECONNRESET' })],
  ])('fails without a word of it: %s', async (_what, passes, fails) => {
    const { answer } = await reading(() => SECRET, fails);
    expect(answer).toBeInstanceOf(Error);
    const { name, message, stack = '', cause } = answer as Error;
    expect([name, message, stack, String(cause)].join()).not.toMatch(/open|sesa|db:\/\//);
    expect(isPassing(answer)).toBe(passes);
  });

  it('keeps faults that are ours as they are', async () => {
    const { answer } = await reading(
      () => SECRET,
      () => new InconsistentState('a table of another form'),
    );
    expect(answer).toMatchObject({ name: 'InconsistentState', message: 'a table of another form' });
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
