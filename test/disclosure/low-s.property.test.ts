import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { lowS } from '../../functions/disclosure/low-s.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const message = Buffer.from('a statement');

describe('a signature', () => {
  it('has the smaller s and is as good as the one that the signer gave', () => {
    for (let time = 0; time < 300; time += 1) {
      const low = lowS(sign('sha256', message, privateKey));
      expect(verify('sha256', message, publicKey, low)).toBe(true);
      expect(p256.Signature.fromBytes(low, 'der').hasHighS()).toBe(false);
      expect(lowS(low)).toEqual(low);
    }
  });

  it.each(['', '3000', '30060201010201', '3006020101020101ff', '3006020100020101', '30070201010202ff01'])(
    'is nothing else than DER of two numbers of the curve: %s',
    (hex) => {
      expect(() => lowS(Buffer.from(hex, 'hex'))).toThrow('something else than a signature');
    },
  );
});
