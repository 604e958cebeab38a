import { confirmReceiptRoute } from '../../functions/disclosure/confirm-receipt.route.ts';
import { confirmReceipt } from '../../functions/disclosure/confirm-receipt.ts';
import { deliver } from '../../functions/disclosure/deliver.ts';
import { fetchDisclosure } from '../../functions/disclosure/fetch-disclosure.ts';
import { readDisclosureRoute } from '../../functions/disclosure/read-disclosure.route.ts';
import { readDisclosure } from '../../functions/disclosure/read-disclosure.ts';
import { changeDemand } from '../../functions/ledger/change-demand.ts';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { sealEvent } from '../../functions/ledger/hash-chain.ts';
import { created, type PartWrite } from '../../functions/ledger/part.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../../functions/ledger/parts/release-decision.part.ts';
import { pendingOf } from '../../functions/ledger/pending.ts';
import { proofsIn } from '../../functions/log/proofs.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import { pinnedKey } from '../../scripts/log/read-checkpoint.ts';
import { readProof } from '../../scripts/log/read-proof.ts';
import { answerOf } from '../kit/answers.ts';
import { everyone, registerOf, someAuthority } from '../kit/authorities.ts';
import { person } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { memoryLog } from '../kit/memory-log.ts';
import { memoryTokens } from '../kit/memory-tokens.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { dictionary } from '../retrieval/builders.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { law } from '../validity/law.ts';
import { fileChecked, type Sealed, type Sealing, sealed, sealingOf } from './sealed-demand.ts';

let engine: Engine;
let desk: Desk;
let sealing: Sealing;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
  sealing = sealingOf(desk);
});
afterAll(() => engine.stop());

const AT = '2026-11-20T13:00:00.000Z';
const BEFORE = '2026-11-19T13:00:00.000Z';
type Decision = { by: string; decision?: 'release' | 'refuse'; packageSha256?: string };

/** What the room of reviews writes: people's releases and what they amount to. */
async function decide(
  { demandId, part }: Sealed,
  people: readonly Decision[],
  decision: 'release' | 'refuse' = 'release',
): Promise<void> {
  const parts = people.map(({ by, decision: own = 'release', packageSha256 = part.sha256 }) =>
    created(RELEASE(by), { decision: own, packageSha256, by, at: AT }),
  );
  const decided = created(RELEASE_DECISION(), { decision, at: AT });
  await change(demandId, { status: 'release-decided' }, [...parts, decided]);
}

async function change(
  demandId: string,
  set: Record<string, unknown>,
  parts: readonly PartWrite[] = [],
): Promise<void> {
  const record = await desk.ledger.store.read(demandId);
  if (!record) throw new Error('no demand');
  const event = sealEvent({
    demandId,
    seq: record.version + 1,
    at: AT,
    action: 'release.decided',
    actor: { kind: 'releaser', subject: 'rolf' },
    detail: {},
    facts: record.facts,
    previous: record.head,
  });
  await desk.ledger.store.commit({
    record: RECORD.writeAny({ ...record, ...set, version: event.seq, head: event.hash }, record),
    event,
    parts,
  });
}

const sealUnlogged = async (items?: string[], period?: { from: string; to: string }) =>
  sealed(
    desk,
    sealing,
    await fileChecked(desk, { ...(items ? { items } : {}), ...(period ? { period } : {}) }),
  );
const seal = async (...what: Parameters<typeof sealUnlogged>) => {
  const package_ = await sealUnlogged(...what);
  await wait(package_.demandId);
  return package_;
};
/** A log to which nothing comes but by `take`. */
const theLog = memoryLog();
const taken: string[] = [];
const log = () => ({
  proofs: proofsIn(theLog.deps.archive),
  takeIn: async () => {
    taken.push('once');
    await theLog.run();
  },
});
/** What the recorder leaves for the log. */
const wait = async (demandId: string) =>
  theLog.put((await desk.ledger.store.events(demandId)).flatMap((event) => pendingOf({ event })));

const run = (demandId: string, authorities = everyone) =>
  deliver({ demandId, round: 1 }, { ...desk.ledger, authorities, dictionary, clocks: someClocks, log });
const suspended = [
  someAuthority({ id: 'us-fbi', status: { is: 'suspended', from: '2026-01-01T00:00:00Z' } }),
];
const read = (demandId: string) => desk.ledger.store.read(demandId);

describe('a delivery', () => {
  it.each([
    ['content', ['content.mail', 'subscriber.name']],
    ['non-content', ['subscriber', 'traffic.mail-headers']],
  ] as const)('of %s makes the package available and says so in the facts', async (outcome, items) => {
    const package_ = await seal([...items]);
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    const accounts = outcome === 'content' ? [1, 0] : [0, 1];
    const released = (await desk.ledger.store.events(package_.demandId)).at(-1);
    expect(await read(package_.demandId)).toMatchObject({
      status: 'released',
      facts: {
        outcome,
        accountsContent: accounts[0],
        accountsNonContent: accounts[1],
        answeredAt: released?.at,
        firstDataAt: released?.at,
      },
    });
    const events = await desk.ledger.store.events(package_.demandId);
    expect(events.at(-1)).toMatchObject({ action: 'disclosure.available', detail: { releases: 1 } });
  });

  it('of nothing is one of no data', async () => {
    const package_ = await seal(['content.mail'], { from: '2024-11-25', to: '2024-11-25' });
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    expect((await read(package_.demandId))?.facts).toMatchObject({ outcome: 'no-data' });
    expect((await read(package_.demandId))?.facts).not.toHaveProperty('firstDataAt');
  });

  it.each([
    ['was refused first is the first data of it', { outcome: 'rejected' }, undefined],
    ['gave data before is not', { outcome: 'content', firstDataAt: BEFORE, answeredAt: AT }, BEFORE],
    ['gave data before that was written down is not', { outcome: 'content', answeredAt: BEFORE }, BEFORE],
  ] as const)('of a demand that %s', async (_, facts, first) => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    await change(package_.demandId, { facts: sampleFacts(facts) });
    await run(package_.demandId);
    const { at } = (await desk.ledger.store.events(package_.demandId)).at(-1) ?? {};
    expect((await read(package_.demandId))?.facts.firstDataAt).toBe(first ?? at);
  });

  it('to an authority that is suspended or not enrolled waits for a person, and can be made once it is', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    const before = await read(package_.demandId);
    for (const authorities of [registerOf(), registerOf(...suspended)])
      await expect(run(package_.demandId, authorities)).rejects.toMatchObject({
        name: 'AuthorityNotEnrolled',
      });
    expect(await read(package_.demandId)).toEqual(before);
    await run(package_.demandId);
    expect((await read(package_.demandId))?.status).toBe('released');
  });

  it('that is run again changes nothing', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    const before = await read(package_.demandId);
    await run(package_.demandId);
    expect(await read(package_.demandId)).toEqual(before);
  });

  it.each([
    ['nobody', [], 'release' as const],
    ['the reviewer', [{ by: 'rita' }], 'release' as const],
    ['the reviewer by another spelling', [{ by: 'RITA' }], 'release' as const],
    ['who filed it', [{ by: 'agent-1' }], 'release' as const],
    ['who filed it by another spelling', [{ by: ' Agent-1' }], 'release' as const],
    ['a release of another package', [{ by: 'rolf', packageSha256: '0'.repeat(64) }], 'release' as const],
    ['a refusal', [{ by: 'rolf', decision: 'refuse' as const }], 'refuse' as const],
  ])('does not happen by %s', async (_, people, decision) => {
    const package_ = await seal(['subscriber']);
    await decide(package_, people, decision);
    await expect(run(package_.demandId)).rejects.toThrow('not released');
    expect((await read(package_.demandId))?.status).toBe('release-decided');
  });

  it('counts people, not the ways to write their names', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }, { by: 'Rolf' }, { by: 'ROLF ' }]);
    await run(package_.demandId);
    const events = await desk.ledger.store.events(package_.demandId);
    expect(events.at(-1)?.detail).toMatchObject({ releases: 1 });
  });

  it('counts nobody who vouched for the demand', async () => {
    const package_ = await seal(['subscriber']);
    await change(package_.demandId, { clarifiedBy: ['Rolf'] });
    await decide(package_, [{ by: 'rolf' }]);
    await expect(run(package_.demandId)).rejects.toThrow('not released');
  });

  it('of a withdrawn demand changes nothing', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    await change(package_.demandId, { withdrawnAt: AT });
    const before = await read(package_.demandId);
    await run(package_.demandId);
    expect(await read(package_.demandId)).toEqual(before);
  });
});

describe('a package', () => {
  it('is in the log before it leaves: it is taken in at once where it waits', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    taken.length = 0;
    await run(package_.demandId);
    await run(package_.demandId);
    expect(taken).toHaveLength(1);
  });

  it('that the log was told of and has not does not leave', async () => {
    const package_ = await sealUnlogged(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    await expect(run(package_.demandId)).rejects.toMatchObject({ name: 'TransientFault' });
    expect((await read(package_.demandId))?.status).toBe('release-decided');
  });
});

describe('a fetch', () => {
  const agent = person('agent', 'agent-2', 'us-fbi');
  const fetches = async (demandId: string) =>
    (await desk.ledger.store.events(demandId))
      .filter(({ action }) => action === 'disclosure.fetched')
      .map(({ detail }) => detail.fetch);
  const fetch = (
    demandId: string,
    principal = agent,
    authorities = everyone,
    maxFetches = 1000,
    store = desk.ledger.store,
  ) =>
    fetchDisclosure({ demandId }, principal, {
      ...desk.ledger,
      store,
      authorities,
      maxFetches,
      rulebook: law,
      encrypted: {
        encrypt: async ({ key, fetch: number }, to) => ({
          key: `${key}.${number}.age`,
          versionId: to.join(),
        }),
        begin: async () => {},
      },
      links: {
        link: async ({ key, versionId }, name, expiresIn) =>
          `https://bucket/${key}?v=${versionId}&${name}&${expiresIn}`,
      },
    });
  let delivered: Sealed;

  beforeAll(async () => {
    delivered = await seal(['subscriber']);
    await decide(delivered, [{ by: 'rolf' }]);
    await run(delivered.demandId);
  });

  it('leads an agent of the authority to the package for seconds, and leaves no link in the ledger', async () => {
    const { demandId, part } = delivered;
    expect(await fetch(demandId)).toBe(
      `https://bucket/${part.key}?v=version-1&disclosure-${demandId}.zip&20`,
    );
    const event = (await desk.ledger.store.events(demandId)).at(-1);
    expect(event).toMatchObject({
      action: 'disclosure.fetched',
      actor: { kind: 'agent', subject: 'agent-2' },
    });
    expect(JSON.stringify(event)).not.toContain('https');
  });

  it('by an authority with keys gets a copy for them alone, and the ledger says for which', async () => {
    const { demandId, part } = delivered;
    const keys = [`age1${'q'.repeat(58)}`, `age1${'p'.repeat(58)}`];
    const link = await fetch(demandId, agent, registerOf(someAuthority({ id: 'us-fbi', encryptTo: keys })));
    const { detail } = (await desk.ledger.store.events(demandId)).at(-1) ?? {};
    const copy = `${part.key}.${detail?.fetch}.age?v=${keys.join()}`;
    expect(link).toBe(`https://bucket/${copy}&disclosure-${demandId}.zip.age&20`);
    expect(detail).toMatchObject({ packageSha256: part.sha256, encryptedTo: keys.map(sha256Hex) });
  });

  it('has a number of its own: of many at once none has another’s, and none is lost', async () => {
    const { demandId } = delivered;
    const before = await fetches(demandId);
    await Promise.all(Array.from({ length: 8 }, () => fetch(demandId)));
    const all = await fetches(demandId);
    expect(all).toEqual(Array.from({ length: before.length + 8 }, (_, index) => index + 1));
    expect((await read(demandId))?.fetches).toBe(all.length);
  });

  it('is allowed so often and no oftener, also at once', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    const { demandId } = package_;
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => fetch(demandId, agent, everyone, 3).catch(({ code }) => code)),
    );
    expect(tries.filter((one) => one === 'too_many_fetches')).toHaveLength(2);
    expect(await fetches(demandId)).toEqual([1, 2, 3]);
  });

  it('counts on from what an earlier release left without a number', async () => {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    const { demandId } = package_;
    await changeDemand(desk.ledger, demandId, () => ({
      ...{ set: {}, action: 'disclosure.fetched', detail: { expiresIn: 300 }, result: undefined },
      actor: { kind: 'agent', subject: 'agent-2' },
    }));
    await fetch(demandId);
    expect(await fetches(demandId)).toEqual([undefined, 2]);
  });

  it('answers another authority as it answers an unknown demand', async () => {
    const stranger = { ...agent, authorityId: 'us-other' };
    const unknown = delivered.demandId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const answers = await Promise.all(
      [fetch(delivered.demandId, stranger), fetch(unknown), fetch('x'), fetch('demand#1')].map((one) =>
        one.catch(({ status, code, detail }) => ({ status, code, detail })),
      ),
    );
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it.each(['rolf', 'ROLF ', 'Rita', 'rita'])('is not for who let it leave, here %s', async (subject) => {
    const before = await desk.ledger.store.events(delivered.demandId);
    const insider = person('agent', subject, 'us-fbi');
    await expect(fetch(delivered.demandId, insider)).rejects.toMatchObject({ code: 'decided_on_it' });
    expect(await desk.ledger.store.events(delivered.demandId)).toEqual(before);
  });

  it('is not for who comes in the session in which it was reviewed or released, by any name', async () => {
    const [ofRita, ofRolf, ofOlga] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [
      string,
      string,
      string,
    ];
    const sessions = { [ofRita]: 'rita', [ofRolf]: 'rolf', [ofOlga]: 'olga' };
    await change(delivered.demandId, { sessions });
    const inSession = (session: string) =>
      fetch(delivered.demandId, { ...agent, session }).catch(({ code }: { code: string }) => code);
    expect(await inSession(ofRita)).toBe('decided_on_it');
    expect(await inSession(ofRolf)).toBe('decided_on_it');
    expect(await inSession(ofOlga)).toContain('https://bucket/');
    expect(await inSession('toString')).toContain('https://bucket/');
  });

  it('is for agents whose standing is good, and leaves nothing in the ledger where it is not', async () => {
    const before = await desk.ledger.store.events(delivered.demandId);
    for (const [authorities, code] of [
      [registerOf(), 'authority_not_enrolled'],
      [registerOf(...suspended), 'authority_suspended'],
      [registerOf(someAuthority({ id: 'us-fbi', agents: ['agent-1'] })), 'agent_not_listed'],
    ] as const)
      await expect(fetch(delivered.demandId, agent, authorities)).rejects.toMatchObject({
        status: 403,
        code,
      });
    expect(await desk.ledger.store.events(delivered.demandId)).toEqual(before);
  });

  it('of what was not released does not happen, and is not in the ledger', async () => {
    const { demandId } = await seal(['subscriber']);
    const before = await desk.ledger.store.events(demandId);
    await expect(fetch(demandId)).rejects.toMatchObject({ status: 409, code: 'not_available' });
    expect(await desk.ledger.store.events(demandId)).toEqual(before);
  });

  it('of what was released goes on where a step after it failed, until it is taken back', async () => {
    const { demandId } = await seal(['subscriber']);
    await change(demandId, {
      status: 'failed',
      failedIn: 'released',
      facts: sampleFacts({ outcome: 'non-content' }),
    });
    expect(await fetch(demandId)).toContain('https://bucket/');
    const dues = { due: async () => [], settle: async () => {} };
    const tasks = { answer: async () => 'gone' as const };
    await withdrawDemand(demandId, agent, { ...desk.ledger, tokens: memoryTokens(), dues, tasks });
    await expect(fetch(demandId)).rejects.toMatchObject({ status: 410, code: 'withdrawn' });
    expect(await desk.ledger.store.read(demandId)).toMatchObject({
      status: 'failed',
      facts: { outcome: 'non-content' },
    });
  });

  it('of a demand that was withdrawn, refused or preserved does not happen', async () => {
    for (const [set, status] of [
      [{ withdrawnAt: AT }, 410],
      [{ status: 'closed' as const, conclusion: 'refused' as const }, 409],
      [{ status: 'closed' as const, conclusion: 'preserved' as const }, 409],
    ] as const) {
      const { demandId } = await seal(['subscriber']);
      await change(demandId, set);
      await expect(fetch(demandId)).rejects.toMatchObject({ status });
    }
  });

  it('of a closed demand that was disclosed goes on', async () => {
    await change(delivered.demandId, { status: 'closed', conclusion: 'disclosed' });
    expect(await fetch(delivered.demandId)).toContain(delivered.part.key);
  });
});

describe('a receipt', () => {
  const agent = person('agent', 'agent-2', 'us-fbi');
  const links = { link: async () => 'https://bucket/' };
  const encrypted = { encrypt: () => Promise.reject(new Error('none has keys')), begin: async () => {} };
  const deps = { authorities: everyone, links, encrypted, maxFetches: 20, rulebook: law };
  const all = () => ({ ...desk.ledger, ...deps, proofs: proofsIn(theLog.deps.archive) });
  const described = (demandId: string, by = agent) => readDisclosure(demandId, by, all());
  const confirm = (demandId: string, sha256: string, by = agent) =>
    confirmReceipt(demandId, { sha256 }, by, all());
  async function released() {
    const package_ = await seal(['subscriber']);
    await decide(package_, [{ by: 'rolf' }, { by: 'rosa' }]);
    await run(package_.demandId);
    return package_;
  }

  it('says who released a package and to whom it was handed, and the log has it', async () => {
    const { demandId, part } = await released();
    const before = await described(demandId);
    answerOf(readDisclosureRoute, before);
    expect(before).toMatchObject({ sha256: part.sha256, size: part.size, sealedAt: part.sealedAt });
    expect(before).not.toHaveProperty('receipt');
    expect(readProof(before.proof ?? '', pinnedKey(theLog.key)).line).toBe(
      `disclosure ${demandId} ${part.sha256}`,
    );
    await fetchDisclosure({ demandId }, agent, all());
    await fetchDisclosure({ demandId }, agent, all());
    await wait(demandId);
    await theLog.run();
    const after = await described(demandId);
    answerOf(readDisclosureRoute, after);
    expect(after.receipt).toMatchObject({
      demandId,
      sha256: part.sha256,
      releases: [
        { by: 'rolf', at: AT },
        { by: 'rosa', at: AT },
      ],
      fetch: 2,
      fetchedBy: 'agent-2',
    });
    const hash = sha256Hex(canonicalJson(after.receipt));
    expect(after.receiptSha256).toBe(hash);
    expect(readProof(after.receiptProof ?? '', pinnedKey(theLog.key)).line).toBe(
      `receipt ${demandId} ${hash}`,
    );
  });

  it('is read without anything in the ledger, by nobody else', async () => {
    const { demandId } = await released();
    const before = await desk.ledger.store.events(demandId);
    await described(demandId);
    const others = [{ ...agent, authorityId: 'us-other' }, person('agent', 'Rolf', 'us-fbi')];
    const codes = others.map((by) => described(demandId, by).catch(({ code }) => code));
    expect(await Promise.all(codes)).toEqual(['not_found', 'decided_on_it']);
    expect(await desk.ledger.store.events(demandId)).toEqual(before);
  });

  it('is confirmed by the hash of what came, once, and not of what nobody fetched', async () => {
    const { demandId, part } = await released();
    await expect(confirm(demandId, part.sha256)).rejects.toMatchObject({ code: 'not_fetched' });
    await fetchDisclosure({ demandId }, agent, all());
    const confirmed = await confirm(demandId, part.sha256);
    answerOf(confirmReceiptRoute, confirmed);
    expect(confirmed.matches).toBe(true);
    expect(await confirm(demandId, part.sha256)).toEqual(confirmed);
    const told = (await desk.ledger.store.events(demandId)).filter(
      ({ action }) => action === 'disclosure.received',
    );
    expect(told).toMatchObject([{ actor: { subject: 'agent-2' }, detail: { matches: true } }]);
  });

  it('of another package is told as often as it comes', async () => {
    const { demandId } = await released();
    await fetchDisclosure({ demandId }, agent, all());
    for (const other of ['0', '1']) {
      expect((await confirm(demandId, other.repeat(64))).matches).toBe(false);
      expect((await desk.ledger.store.events(demandId)).at(-1)).toMatchObject({
        action: 'disclosure.received',
        detail: { matches: false, receivedSha256: other.repeat(64) },
      });
    }
  });
});
