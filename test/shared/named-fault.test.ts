import fc from 'fast-check';
import * as z from 'zod/mini';
import { TransientFault } from '../../functions/shared/faults.ts';
import { faultName, namedFault } from '../../functions/shared/named-fault.ts';

/** What a ledger may hold as the name of an error. */
const NAME = /^[A-Za-z0-9._-]{1,100}$/;

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('a fault', () => {
  it.each([
    [
      'a shape that is not as it must be',
      thrownBy(() => z.strictObject({ a: z.string() }).parse({})),
      'UnreadableRecord',
    ],
    ['text that is no JSON', thrownBy(() => JSON.parse('{')), 'SyntaxError'],
    ['an error without a name of its own', new Error('quotes alice@example.com'), 'UnknownFault'],
    [
      'an error whose name is a text',
      Object.assign(new Error('x'), { name: 'not found: alice' }),
      'UnknownFault',
    ],
    ['an error whose name is empty', Object.assign(new Error('x'), { name: '' }), 'UnknownFault'],
    ['a text', 'alice@example.com', 'UnknownFault'],
    ['nothing', undefined, 'UnknownFault'],
    [
      'an error of S3',
      Object.assign(new Error('x'), { name: 'KMS.DisabledException' }),
      'KMS.DisabledException',
    ],
  ])('has a name: %s', (_, thrown, name) => {
    expect(namedFault(thrown).name).toBe(name);
  });

  it('that is known stays as it is, with its cause', () => {
    const known = new TransientFault('x');
    expect(namedFault(known)).toBe(known);
    const thrown = new Error('x');
    expect(namedFault(thrown).cause).toBe(thrown);
  });

  it('of any kind goes into the ledger under a word', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string({ unit: 'binary' }), (thrown, name) => {
        expect(faultName(namedFault(thrown).name)).toMatch(NAME);
        expect(faultName(name)).toMatch(NAME);
        expect(namedFault(Object.assign(new Error('x'), { name })).name).toMatch(NAME);
      }),
    );
  });
});
