import { deliver } from '../../functions/disclosure/deliver.ts';
import { fetchDisclosureRoute } from '../../functions/disclosure/fetch-disclosure.route.ts';
import { fetchDisclosure } from '../../functions/disclosure/fetch-disclosure.ts';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { sealEvent } from '../../functions/ledger/hash-chain.ts';
import { created, type PartWrite } from '../../functions/ledger/part.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../../functions/ledger/parts/release-decision.part.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import { answerOf } from '../kit/answers.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { dictionary } from '../retrieval/builders.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
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

const seal = async (items?: string[], period?: { from: string; to: string }) =>
  sealed(
    desk,
    sealing,
    await fileChecked(desk, { ...(items ? { items } : {}), ...(period ? { period } : {}) }),
  );
const run = (demandId: string) => deliver({ demandId, round: 1 }, { ...desk.ledger, dictionary });
const read = (demandId: string) => desk.ledger.store.read(demandId);

describe('a delivery', () => {
  it.each([
    ['content', ['content.mail', 'subscriber.name']],
    ['non-content', ['subscriber', 'traffic.mail-headers']],
  ] as const)('of %s makes the package available and says so in the facts', async (outcome, items) => {
    const package_ = await seal([...items]);
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    expect(await read(package_.demandId)).toMatchObject({ status: 'released', facts: { outcome } });
    const events = await desk.ledger.store.events(package_.demandId);
    expect(events.at(-1)).toMatchObject({ action: 'disclosure.available', detail: { releases: 1 } });
  });

  it('of nothing is one of no data', async () => {
    const package_ = await seal(['content.mail'], { from: '2024-11-25', to: '2024-11-25' });
    await decide(package_, [{ by: 'rolf' }]);
    await run(package_.demandId);
    expect((await read(package_.demandId))?.facts.outcome).toBe('no-data');
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
    ['who filed it', [{ by: 'agent-1' }], 'release' as const],
    ['a release of another package', [{ by: 'rolf', packageSha256: '0'.repeat(64) }], 'release' as const],
    ['a refusal', [{ by: 'rolf', decision: 'refuse' as const }], 'refuse' as const],
  ])('does not happen by %s', async (_, people, decision) => {
    const package_ = await seal(['subscriber']);
    await decide(package_, people, decision);
    await expect(run(package_.demandId)).rejects.toThrow('not released');
    expect((await read(package_.demandId))?.status).toBe('release-decided');
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

describe('a fetch', () => {
  const agent: Principal = { subject: 'agent-2', roles: ['agent'], authorityId: 'us-fbi' };
  const fetch = (demandId: string, principal = agent) =>
    fetchDisclosure(demandId, principal, {
      ...desk.ledger,
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

  it('gives an agent of the authority a link for five minutes, and the package’s hash', async () => {
    const { demandId, part } = delivered;
    answerOf(fetchDisclosureRoute, await fetch(demandId));
    expect(await fetch(demandId)).toEqual({
      url: `https://bucket/${part.key}?v=version-1&disclosure-${demandId}.zip&300`,
      expiresIn: 300,
      sha256: part.sha256,
      size: part.size,
      sealedAt: part.sealedAt,
    });
    const event = (await desk.ledger.store.events(demandId)).at(-1);
    expect(event).toMatchObject({
      action: 'disclosure.fetched',
      actor: { kind: 'agent', subject: 'agent-2' },
    });
    expect(JSON.stringify(event)).not.toContain('https');
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

  it.each(['reviewer', 'releaser', 'auditor'] as const)('is not for a %s', async (role) => {
    const staff = { ...agent, roles: [role] };
    await expect(fetch(delivered.demandId, staff)).rejects.toMatchObject({ status: 403 });
  });

  it('of what was not released does not happen, and is not in the ledger', async () => {
    const { demandId } = await seal(['subscriber']);
    const before = await desk.ledger.store.events(demandId);
    await expect(fetch(demandId)).rejects.toMatchObject({ status: 409, code: 'not_available' });
    expect(await desk.ledger.store.events(demandId)).toEqual(before);
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
    expect((await fetch(delivered.demandId)).sha256).toBe(delivered.part.sha256);
  });
});
