import { createHmac, createPrivateKey, createPublicKey, sign as nodeSign } from 'node:crypto';
import { exportJWK, exportPKCS8 } from 'jose';
import { dynamoNonceStore } from '../../functions/intake/dynamodb-nonce.store.ts';
import { type FileDemandDeps, fileDemand } from '../../functions/intake/file-demand.ts';
import { SIGNATURE_TYPE } from '../../functions/intake/filing-signature.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { WORK } from '../../functions/ledger/work.table.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { signFiling } from '../../scripts/sign.ts';
import { registerOf, someAuthority } from '../kit/authorities.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { filingDeps } from '../kit/filing-deps.ts';
import { type SigningPair, signed, somePair } from '../kit/filing-keys.ts';
import { sampleDemand } from '../kit/sample-demand.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const IAT = NOW.getTime() / 1000;
const MINUTE = 60;

const base64url = (value: string | object) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

describe('a signed filing', () => {
  let engine: Engine;
  let table: string;
  let es256: SigningPair;
  let others: SigningPair[];
  let stranger: SigningPair;
  let ended: SigningPair;
  let toCome: SigningPair;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
    [es256, stranger, ended, toCome, ...others] = await Promise.all([
      somePair('ES256', 'k-1'),
      somePair('ES256', 'k-9'),
      somePair('ES256', 'k-ended', { until: '2026-11-23T09:00:00Z' }),
      somePair('ES256', 'k-to-come', { from: '2026-11-23T09:00:01Z' }),
      somePair('ES384', 'k-2'),
      somePair('EdDSA', 'k-3'),
      somePair('PS256', 'k-4'),
    ]);
  });
  afterAll(() => engine.stop());

  const fresh = (length = 24) => Math.random().toString(36).slice(2).padEnd(length, '0');
  const bytesOf = (demand: Demand) => Buffer.from(JSON.stringify(demand));
  const header = (change: object = {}) => ({ iat: IAT, jti: fresh(), ...change });

  const arrange = (mustSign = true, now = NOW) => {
    const keys = [es256, ...others, ended, toCome].map(({ enrolled }) => enrolled);
    const authorities = registerOf(
      someAuthority({ keys, mustSign }),
      someAuthority({ id: 'us-fbi', keys: [stranger.enrolled], mustSign: true }),
    );
    const nonces = dynamoNonceStore(engine.documents, table);
    const deps = filingDeps({ engine, table, now }, { authorities, nonces });
    const demand = sampleDemand();
    const input = (signature: string | undefined, change: object = {}) => ({
      demand,
      signed: signature === undefined ? undefined : { signature, body: bytesOf(demand) },
      idempotencyKey: `key-${fresh()}`,
      authorityId: 'us-usao-ndca',
      subject: 'olga',
      ...change,
    });
    return { deps, demand, body: bytesOf(demand), input, store: dynamoDemandStore(engine.documents, table) };
  };
  const outcomeOf = (filing: Promise<unknown>) =>
    filing.then(
      () => 'filed',
      (error: unknown) => (error instanceof Problem ? `${error.status} ${error.code}` : String(error)),
    );

  it('is taken with every kind of key that is enrolled, and the ledger says with which', async () => {
    const { deps, body, input, store } = arrange();
    for (const pair of [es256, ...others]) {
      const { id } = await fileDemand(input(await signed(body, pair, header())), deps);
      const record = await store.read(id);
      expect(record?.signedWith).toBe(pair.enrolled.kid);
      const [event] = await store.events(id);
      expect(event?.detail).toMatchObject({ signedWith: pair.enrolled.kid });
    }
  });

  it('is what `npm run sign` makes', async () => {
    const { deps, body, input } = arrange();
    const { privateKey, enrolled } = es256;
    const jwk = { ...(await exportJWK(privateKey)), kid: enrolled.kid, alg: enrolled.alg };
    expect(await outcomeOf(fileDemand(input(await signFiling(body, jwk, NOW)), deps))).toBe('filed');
  });

  it('must be one where the register says so, and need not where it does not', async () => {
    const strict = arrange();
    expect(await outcomeOf(fileDemand(strict.input(undefined), strict.deps))).toBe('401 signature_required');
    const lax = arrange(false);
    const { id } = await fileDemand(lax.input(undefined), lax.deps);
    expect((await lax.store.read(id))?.signedWith).toBeUndefined();
    const forged = await signed(Buffer.from('{}'), es256, header());
    expect(await outcomeOf(fileDemand(lax.input(forged), lax.deps))).toBe('401 signature_invalid');
  });

  /** Each forgery by what it is; `sign` makes it over the true body. */
  const FORGERIES: [string, (body: Buffer) => Promise<string>][] = [
    ['over other bytes', (body) => signed(Buffer.concat([body, Buffer.from(' ')]), es256, header())],
    ['by a key that is not enrolled', (body) => signed(body, stranger, header())],
    [
      'by a stranger under a kid of ours',
      (body) => signed(body, { ...stranger, enrolled: es256.enrolled }, header()),
    ],
    ['by a key whose time is over', (body) => signed(body, ended, header())],
    ['by a key whose time is to come', (body) => signed(body, toCome, header())],
    ['without kid', (body) => signed(body, es256, header({ kid: undefined }))],
    ['with a kid that is a path', (body) => signed(body, es256, header({ kid: '../../k-1' }))],
    ['with jku', (body) => signed(body, es256, header({ jku: 'https://keys.example.com' }))],
    ['with x5u', (body) => signed(body, es256, header({ x5u: 'https://keys.example.com' }))],
    ['with x5c', (body) => signed(body, es256, header({ x5c: ['AAAA'] }))],
    ['with x5t#S256', (body) => signed(body, es256, header({ 'x5t#S256': 'AAAA' }))],
    [
      'with a key of its own',
      (body) => signed(body, stranger, header({ kid: 'k-1', jwk: stranger.publicJwk })),
    ],
    ['with another typ', (body) => signed(body, es256, header({ typ: 'JWT' }))],
    ['without typ', (body) => signed(body, es256, header({ typ: undefined }))],
    ['without iat', (body) => signed(body, es256, header({ iat: undefined }))],
    ['with iat as text', (body) => signed(body, es256, header({ iat: String(IAT) }))],
    ['with iat that is no whole number', (body) => signed(body, es256, header({ iat: IAT + 0.5 }))],
    ['without jti', (body) => signed(body, es256, header({ jti: undefined }))],
    ['with a short jti', (body) => signed(body, es256, header({ jti: 'short' }))],
    ['with anything else in its header', (body) => signed(body, es256, header({ nonce: 'x' }))],
    [
      'by alg none',
      async () => `${base64url({ typ: SIGNATURE_TYPE, kid: 'k-1', alg: 'none', ...header() })}..AA`,
    ],
    [
      'by HS256 with the public key as the secret',
      async (body) => {
        const protectedHeader = base64url({ typ: SIGNATURE_TYPE, kid: 'k-1', alg: 'HS256', ...header() });
        const publicKey = createPublicKey(createPrivateKey(await exportPKCS8(es256.privateKey)));
        const secret = publicKey.export({ type: 'spki', format: 'pem' });
        const mac = createHmac('sha256', secret).update(`${protectedHeader}.${base64url(body.toString())}`);
        return `${protectedHeader}..${mac.digest('base64url')}`;
      },
    ],
    [
      'by another algorithm that the key can do',
      async (body) => {
        const pair = others[2] as SigningPair;
        const protectedHeader = base64url({ typ: SIGNATURE_TYPE, kid: 'k-4', alg: 'RS256', ...header() });
        const key = createPrivateKey(await exportPKCS8(pair.privateKey));
        const bytes = Buffer.from(`${protectedHeader}.${base64url(body.toString())}`);
        return `${protectedHeader}..${nodeSign('sha256', bytes, key).toString('base64url')}`;
      },
    ],
    [
      'with b64 and crit',
      async (body) => {
        const protectedHeader = base64url({
          ...{ typ: SIGNATURE_TYPE, kid: 'k-1', alg: 'ES256' },
          ...header({ b64: false, crit: ['b64'] }),
        });
        const key = createPrivateKey(await exportPKCS8(es256.privateKey));
        const bytes = Buffer.concat([Buffer.from(`${protectedHeader}.`), body]);
        const signature = nodeSign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
        return `${protectedHeader}..${signature.toString('base64url')}`;
      },
    ],
    [
      'with a crit that names what it has',
      async (body) => {
        const protectedHeader = base64url({
          ...{ typ: SIGNATURE_TYPE, kid: 'k-1', alg: 'ES256' },
          ...header({ crit: ['iat'] }),
        });
        const key = createPrivateKey(await exportPKCS8(es256.privateKey));
        const bytes = Buffer.from(`${protectedHeader}.${base64url(body.toString())}`);
        const signature = nodeSign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
        return `${protectedHeader}..${signature.toString('base64url')}`;
      },
    ],
    [
      'whose header says a thing twice',
      async (body) => {
        const protectedHeader = base64url(
          `{"typ":"${SIGNATURE_TYPE}","alg":"ES256","kid":"k-9","kid":"k-1","iat":${IAT},"jti":"${fresh()}"}`,
        );
        const key = createPrivateKey(await exportPKCS8(es256.privateKey));
        const bytes = Buffer.from(`${protectedHeader}.${base64url(body.toString())}`);
        const signature = nodeSign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
        return `${protectedHeader}..${signature.toString('base64url')}`;
      },
    ],
    ['with its payload in it', async (body) => (await signed(body, es256, header())).replace('..', '.e30.')],
    ['without a signature', async (body) => `${(await signed(body, es256, header())).split('..')[0]}..`],
    ['in JSON', async () => '{"protected":"e30","signature":"AA"}'],
    ['that is empty', async () => ''],
    ['whose header is no JSON', async () => `${base64url('canary')}..AA`],
    ['whose header is a list', async () => `${base64url([])}..AA`],
    ['that is too long', async () => `${'A'.repeat(1401)}..AA`],
  ];

  it.each(FORGERIES)('%s is refused, and writes nothing', async (_name, forge) => {
    const { deps, body, input } = arrange();
    const written: unknown[] = [];
    const watched: FileDemandDeps = {
      ...deps,
      nonces: {
        use: async (nonce) => {
          written.push(nonce);
          return 'ours';
        },
      },
      filings: {
        ...deps.filings,
        file: async (commit) => {
          written.push(commit);
          return 'committed';
        },
      },
    };
    expect(await outcomeOf(fileDemand(input(await forge(body)), watched))).toBe('401 signature_invalid');
    expect(written).toEqual([]);
  });

  it('of one authority is none of another', async () => {
    const { deps, body, input } = arrange();
    const theirs = input(await signed(body, es256, header()), { authorityId: 'us-fbi' });
    expect(await outcomeOf(fileDemand(theirs, deps))).toBe('401 signature_invalid');
  });

  it.each([
    [-5 * MINUTE, 'filed'],
    [-5 * MINUTE - 1, '401 signature_stale'],
    [5 * MINUTE, 'filed'],
    [5 * MINUTE + 1, '401 signature_stale'],
  ])('made %s seconds from now: %s', async (seconds, expected) => {
    const { deps, body, input } = arrange();
    const signature = await signed(body, es256, header({ iat: IAT + seconds }));
    expect(await outcomeOf(fileDemand(input(signature), deps))).toBe(expected);
  });

  it('sent again as it was gets the first answer, however late and however often at once', async () => {
    const { deps, body, input } = arrange();
    const once = input(await signed(body, es256, header()));
    const answers = await Promise.all(Array.from({ length: 6 }, () => fileDemand(once, deps)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const later = arrange(true, new Date(NOW.getTime() + 3_600_000));
    expect(await fileDemand(once, later.deps)).toEqual(answers[0]);
  });

  it('cannot be sent under another key, and its jti signs no other body', async () => {
    const { deps, body, input } = arrange();
    const own = header();
    const signature = await signed(body, es256, own);
    const once = input(signature);
    await fileDemand(once, deps);
    expect(await outcomeOf(fileDemand(input(signature), deps))).toBe('401 signature_replayed');
    const demand = sampleDemand({ data: ['sessions'] });
    const other = {
      demand,
      signed: { body: bytesOf(demand), signature: await signed(bytesOf(demand), es256, own) },
    };
    expect(await outcomeOf(fileDemand({ ...input(''), ...other }, deps))).toBe('401 signature_replayed');
    expect(
      await outcomeOf(fileDemand({ ...input(''), ...other, idempotencyKey: once.idempotencyKey }, deps)),
    ).toBe('422 idempotency_key_reused');
    expect(await outcomeOf(fileDemand({ ...once, signed: undefined }, deps))).toBe('401 signature_required');
  });

  it('that was cut off before its answer was stored is filed when it comes again', async () => {
    const { deps, body, input, store } = arrange();
    const once = input(await signed(body, es256, header()));
    const broken = {
      ...deps,
      filings: { ...deps.filings, file: () => Promise.reject(new Error('cut off')) },
    };
    expect(await outcomeOf(fileDemand(once, broken))).toBe('Error: cut off');
    const { id } = await fileDemand(once, deps);
    expect(await store.read(id)).toMatchObject({ status: 'filed' });
  });

  it('leaves its jti as a hash that goes when no signature with it is fresh any more', async () => {
    const { deps, body, input } = arrange();
    const own = header();
    const nonces: { authorityId: string; jtiHash: string; expiresAt: number }[] = [];
    const use: FileDemandDeps['nonces']['use'] = async (nonce) => {
      nonces.push(nonce);
      return deps.nonces.use(nonce);
    };
    await fileDemand(input(await signed(body, es256, own)), { ...deps, nonces: { use } });
    expect(JSON.stringify(nonces)).not.toContain(own.jti);
    expect(nonces[0]?.expiresAt).toBeGreaterThan(IAT + 2 * 5 * MINUTE);
    const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
    const pk = `${WORK.nonce}us-usao-ndca#${nonces[0]?.jtiHash}`;
    const { Item } = await engine.documents.send(
      new GetCommand({ TableName: table, Key: { pk, sk: 'nonce' } }),
    );
    expect(Item).toMatchObject({ expiresAt: nonces[0]?.expiresAt });
  });
});
