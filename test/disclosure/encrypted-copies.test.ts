import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type EncryptCopyDeps, encryptCopy } from '../../functions/disclosure/encrypt-copy.ts';
import { MOST_ENCRYPTED } from '../../functions/disclosure/encrypted-packages.ts';
import { fetchDisclosure } from '../../functions/disclosure/fetch-disclosure.ts';
import { VolumeHashes } from '../../functions/disclosure/volume-hashes.ts';
import { VOLUME_BYTES, volumesOf } from '../../functions/disclosure/volumes.ts';
import { COPY } from '../../functions/ledger/parts/copy.part.ts';
import type { DisclosurePart } from '../../functions/ledger/parts/disclosure.part.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { registerOf, someAuthority } from '../kit/authorities.ts';
import { person } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { law } from '../validity/law.ts';
import { decrypted } from './decrypted.ts';
import { released } from './released.ts';
import { fileChecked, type Sealed, type Sealing, sealed, sealingOf } from './sealed-demand.ts';

let engine: Engine;
let desk: Desk;
let sealing: Sealing;
let delivered: Sealed;
beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
  sealing = sealingOf(desk);
});
beforeEach(async () => {
  delivered = await sealed(desk, sealing, await fileChecked(desk, { items: ['subscriber'] }));
  await released(desk, delivered.demandId, sampleFacts({ outcome: 'non-content' }));
});
afterAll(() => engine.stop());

const agent = person('agent', 'agent-2', 'us-fbi');
const AT = Date.parse('2026-11-20T14:00:00.000Z');
const keyPair = async () => {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
};

/** A small package as if it were too large to be encrypted within a call, in volumes of so many bytes. */
function large(volumeBytes: number) {
  const { part: real, bytes } = delivered;
  const hashes = new VolumeHashes(volumeBytes);
  hashes.update(bytes);
  const part = {
    ...real,
    ...(volumeBytes < bytes.length ? { volumes: { bytes: volumeBytes, sha256: hashes.all() } } : {}),
  };
  const begun: { demandId: string; volume: number }[] = [];
  const storeOf = (seen: DisclosurePart) =>
    ({
      ...desk.ledger.store,
      part: async (id: string, kind: { key: string }) =>
        kind.key === 'disclosure' ? seen : desk.ledger.store.part(id, kind as ReturnType<typeof COPY>),
    }) as typeof desk.ledger.store;
  const ask = (recipients: string[], { volume, minutes = 0 }: { volume?: number; minutes?: number } = {}) =>
    fetchDisclosure({ demandId: delivered.demandId, volume }, agent, {
      // What the size says, the hand-over believes: it reads no byte.
      store: storeOf({ ...part, size: part.volumes ? part.size : MOST_ENCRYPTED + 1 }),
      clock: () => new Date(AT + minutes * 60_000),
      authorities: registerOf(someAuthority({ id: 'us-fbi', encryptTo: recipients })),
      maxFetches: 2,
      rulebook: law,
      encrypted: {
        encrypt: () => Promise.reject(new Error('not within the call')),
        begin: async (wanted) => void begun.push(wanted),
      },
      links: { link: async ({ key, versionId }, name) => `https://bucket/${key}?v=${versionId}&${name}` },
    });
  const deps: EncryptCopyDeps = {
    store: storeOf(part),
    clock: () => new Date(AT),
    packages: sealing.packages,
    sealed: () => async (from, to) => bytes.subarray(from, to),
  };
  const make = (volume = 1, more: Partial<EncryptCopyDeps> = {}) =>
    encryptCopy({ demandId: delivered.demandId, volume }, { ...deps, ...more });
  return { ask, make, begun, part, bytes };
}
const copyOf = (volume = 1) => desk.ledger.store.part(delivered.demandId, COPY(volume));
const actions = async () =>
  (await desk.ledger.store.events(delivered.demandId))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('disclosure.'))
    .slice(2);

describe('a package that is too large to be encrypted within a call', () => {
  it('is encrypted beside, once, and handed over when it is', async () => {
    const { identity, recipient } = await keyPair();
    const { ask, make, begun, bytes, part } = large(VOLUME_BYTES);
    expect(await ask([recipient])).toBeUndefined();
    expect(await ask([recipient])).toBeUndefined();
    expect(begun).toEqual([{ demandId: delivered.demandId, volume: 1 }]);
    await make();
    const link = (await ask([recipient])) ?? '';
    const key = /bucket\/(.*)\?v=version-1&disclosure-d-\w+\.zip\.age$/.exec(link)?.[1] ?? '';
    const copy = sealing.packages.packages.get(key)?.bytes ?? Buffer.alloc(0);
    expect(await decrypted(copy, identity)).toEqual(bytes);
    // The same copy serves again: nothing is made anew.
    expect(await ask([recipient])).toBe(link);
    expect(begun).toHaveLength(1);
    const events = await desk.ledger.store.events(delivered.demandId);
    expect(events.slice(-4)).toMatchObject([
      { action: 'disclosure.encrypting', detail: { packageSha256: part.sha256, volume: 1, volumes: 1 } },
      { action: 'disclosure.encrypted', detail: { encryptedTo: [sha256Hex(recipient)], size: copy.length } },
      { action: 'disclosure.fetched', detail: { fetch: 1, encryptedTo: [sha256Hex(recipient)] } },
      { action: 'disclosure.fetched', detail: { fetch: 2 } },
    ]);
    await expect(ask([recipient])).rejects.toMatchObject({ code: 'too_many_fetches' });
  });

  it('goes in volumes that are joined when they are decrypted, each as often as a package', async () => {
    const { identity, recipient } = await keyPair();
    const { ask, make, bytes, part } = large(3000);
    const count = volumesOf(part).length;
    expect(count).toBeGreaterThan(2);
    const joined: Buffer[] = [];
    for (let volume = 1; volume <= count; volume += 1) {
      joined.push(await volumeBy(volume));
    }
    expect(Buffer.concat(joined)).toEqual(bytes);
    await expect(ask([recipient], { volume: count + 1 })).rejects.toMatchObject({ code: 'no_such_volume' });

    async function volumeBy(volume: number): Promise<Buffer> {
      expect(await ask([recipient], { volume })).toBeUndefined();
      await make(volume);
      const link = (await ask([recipient], { volume })) ?? '';
      expect(link).toContain(`.zip.00${volume}.age`);
      const { key = '' } = (await copyOf(volume)) ?? {};
      return decrypted(sealing.packages.packages.get(key)?.bytes ?? Buffer.alloc(0), identity);
    }
  });

  it('is encrypted anew for other keys, and where what made it was cut off', async () => {
    const [mine, other] = [(await keyPair()).recipient, (await keyPair()).recipient];
    const { ask, make, begun } = large(VOLUME_BYTES);
    await ask([mine]);
    expect(await ask([mine], { minutes: 5 })).toBeUndefined();
    expect(begun).toHaveLength(1);
    const first = await copyOf();
    await ask([mine], { minutes: 7 });
    expect(begun).toHaveLength(2);
    expect((await copyOf())?.key).not.toBe(first?.key);
    await make();
    await ask([other], { minutes: 8 });
    expect(begun).toHaveLength(3);
    // A run of before finds that nobody waits for its copy any more.
    expect(await copyOf()).toMatchObject({ recipients: [other] });
    expect(await actions()).toEqual([
      ...['disclosure.available', 'disclosure.encrypting', 'disclosure.encrypting', 'disclosure.encrypted'],
      'disclosure.encrypting',
    ]);
  });

  it('is not made of other bytes than were sealed, nor of a demand that was withdrawn, and leaves nothing', async () => {
    const { recipient } = await keyPair();
    const { ask, make, bytes } = large(VOLUME_BYTES);
    await ask([recipient]);
    const altered = Buffer.from(bytes);
    altered.writeUInt8((altered.at(100) ?? 0) ^ 1, 100);
    const flipped = make(1, { sealed: () => async (from, to) => altered.subarray(from, to) });
    await expect(flipped).rejects.toMatchObject({ name: 'InconsistentState' });
    const { key = '' } = (await copyOf()) ?? {};
    expect(sealing.packages.packages.has(key)).toBe(false);
    expect(sealing.packages.uploads.size).toBe(0);
    const store = {
      ...desk.ledger.store,
      read: async (id: string) => ({
        ...(await desk.ledger.store.read(id)),
        withdrawnAt: '2026-11-20T14:00:00Z',
      }),
    } as typeof desk.ledger.store;
    await make(1, { store });
    expect(sealing.packages.packages.has(key)).toBe(false);
  });

  it('is made by two runs at once, and one of them counts', async () => {
    const { recipient } = await keyPair();
    const { ask, make } = large(VOLUME_BYTES);
    await ask([recipient]);
    await Promise.all([make(), make()]);
    expect((await actions()).filter((action) => action === 'disclosure.encrypted')).toHaveLength(1);
  });
});
