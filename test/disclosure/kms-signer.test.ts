import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { kmsSigner } from '../../functions/disclosure/kms-signer.ts';
import { isPassing } from '../../functions/shared/is-passing.ts';
import {
  type AwsEndpoint,
  json,
  jsonError,
  saidIn,
  startAwsEndpoint,
  thrownBy,
} from '../kit/aws-endpoint.ts';

const MESSAGE = Buffer.from('{"a manifest":"of more than 4 KiB"}'.repeat(200));

describe('the signer behind KMS', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let aws: AwsEndpoint;
  let kms: KMSClient;
  const signer = () => kmsSigner(kms, 'alias/due-process');
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    kms = new KMSClient(aws.client);
  });
  afterAll(async () => {
    kms.destroy();
    await aws.stop();
  });

  it('sends the digest of a message, never the message, and gives the signature as it came', async () => {
    const signature = sign('sha256', MESSAGE, privateKey);
    aws.answers(json({ KeyId: 'arn', Signature: signature.toString('base64') }));
    const signed = await signer().sign(MESSAGE);
    expect(verify('sha256', MESSAGE, publicKey, signed)).toBe(true);
    expect(aws.sent[0]?.headers['x-amz-target']).toBe('TrentService.Sign');
    expect(saidIn(aws.sent[0])).toEqual({
      KeyId: 'alias/due-process',
      Message: createHash('sha256').update(MESSAGE).digest('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
  });

  it('gives its public key as PEM', async () => {
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    aws.answers(json({ KeyId: 'arn', PublicKey: spki.toString('base64') }));
    expect(await signer().publicKeyPem()).toBe(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(aws.sent[0]?.headers['x-amz-target']).toBe('TrentService.GetPublicKey');
    expect(saidIn(aws.sent[0])).toEqual({ KeyId: 'alias/due-process' });
  });

  it('is tried again after an answer without what was asked for', async () => {
    aws.answers(json({ KeyId: 'arn' }), json({ KeyId: 'arn' }));
    await expect(signer().sign(MESSAGE)).rejects.toMatchObject({ name: 'TransientFault' });
    await expect(signer().publicKeyPem()).rejects.toMatchObject({ name: 'TransientFault' });
  });

  it.each([
    [400, 'ThrottlingException', true],
    [500, 'KMSInternalException', true],
    [500, 'DependencyTimeoutException', true],
    [400, 'KMSInvalidStateException', false],
    [400, 'AccessDeniedException', false],
    [400, 'NotFoundException', false],
  ])('fails under the name that KMS gave: %s %s', async (status, type, passes) => {
    aws.answers(jsonError(status, type));
    const error = await thrownBy(signer().sign(MESSAGE));
    expect(error).toMatchObject({ name: type });
    expect(isPassing(error)).toBe(passes);
  });
});
