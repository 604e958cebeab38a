import { createPublicKey } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { kmsSigner } from '../../functions/disclosure/kms-signer.ts';
import { KeyTimes, publishedKeys } from '../../functions/log/package-keys.ts';
import { PublishedKeys } from '../../functions/log/serve-log.route.ts';
import { kmsPublicKey } from '../../functions/shared/kms-public-key.ts';
import { publishedKeys as pinned } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { resealed } from '../disclosure/repack.ts';
import {
  fileChecked,
  type LocalSigner,
  localSigner,
  sealed,
  sealingOf,
} from '../disclosure/sealed-demand.ts';
import { type AwsEndpoint, json, startAwsEndpoint } from '../kit/aws-endpoint.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';

const EARLY = '1970-01-01T00:00:00.000Z';
const HOUR = 3_600_000;

let engine: Engine;
let signer: LocalSigner;
let path: string;
let sealedAt: number;

beforeAll(async () => {
  engine = await startEngine();
  const desk = await openDesk(engine, await openSampleStores(engine));
  const sealing = sealingOf(desk);
  ({ path } = await sealed(desk, sealing, await fileChecked(desk)));
  signer = sealing.signer;
  sealedAt = Date.parse((await verifyPackage(path)).manifest.sealedAt);
});
afterAll(() => engine.stop());

const hoursOn = (hours: number) => new Date(sealedAt + hours * HOUR).toISOString();

/** The set as whoever verifies packages has it, and what it says of a package. */
const verified = (of: string, presentPem: string, times: KeyTimes) =>
  verifyPackage(of, { keys: pinned(JSON.stringify(publishedKeys(presentPem, times))) });

describe('the published keys of packages', () => {
  it('are those of the contract, the present one first', () => {
    const [first, second, third] = [localSigner(), localSigner(), localSigner()];
    const times = {
      from: '2028-01-01T00:00:00.000Z',
      former: [
        { publicKey: first.pem, from: EARLY, until: '2027-01-01T00:00:00.000Z' },
        { publicKey: second.pem, from: '2026-12-31T00:00:00.000Z', until: '2028-01-02T00:00:00.000Z' },
      ],
    };
    const set = publishedKeys(third.pem, KeyTimes.parse(times));
    expect(PublishedKeys.parse(set)).toEqual(set);
    expect(set.keys.map(({ publicKey, from, until }) => [publicKey, from, until])).toEqual([
      [third.pem, times.from, undefined],
      [second.pem, '2026-12-31T00:00:00.000Z', '2028-01-02T00:00:00.000Z'],
      [first.pem, EARLY, '2027-01-01T00:00:00.000Z'],
    ]);
  });

  it('have the key that the seal signs with, as it writes it into packages', async () => {
    const aws: AwsEndpoint = await startAwsEndpoint();
    const kms = new KMSClient(aws.client);
    const spki = createPublicKey(signer.pem).export({ type: 'spki', format: 'der' }).toString('base64');
    aws.answers(json({ KeyId: 'arn', PublicKey: spki }), json({ KeyId: 'arn', PublicKey: spki }));
    expect(await kmsPublicKey(kms, 'key')).toBe(await kmsSigner(kms, 'key').publicKeyPem());
    kms.destroy();
    await aws.stop();
  });

  it('vouch for a package that was sealed before anyone published them', async () => {
    expect(await verified(path, signer.pem, { from: EARLY, former: [] })).toMatchObject({ vouched: true });
  });
});

describe('after another key was made', () => {
  const next = localSigner();
  const times = (until: string, from: string) => ({
    from,
    former: [{ publicKey: signer.pem, from: EARLY, until }],
  });

  it('a package of the former one stays good', async () => {
    expect(await verified(path, next.pem, times(hoursOn(2), hoursOn(1)))).toMatchObject({ vouched: true });
  });

  it('a package is good with either while both may have signed', async () => {
    const changed = await resealed(path, next, (files) => {
      files.set('signing-key.pem', Buffer.from(next.pem));
    });
    const both = times(hoursOn(1), hoursOn(-1));
    expect(await verified(path, next.pem, both)).toMatchObject({ vouched: true });
    expect(await verified(changed, next.pem, both)).toMatchObject({ vouched: true });
  });

  it('one that says it was sealed with the former one later is not good', async () => {
    await expect(verified(path, next.pem, times(hoursOn(-1), hoursOn(-2)))).rejects.toThrow('not in use');
  });

  it('one of a stranger is not good', async () => {
    const stranger = localSigner();
    const foreign = await resealed(path, stranger, (files) => {
      files.set('signing-key.pem', Buffer.from(stranger.pem));
    });
    await expect(verified(foreign, next.pem, times(hoursOn(2), hoursOn(1)))).rejects.toThrow(
      'none of those given',
    );
  });
});
