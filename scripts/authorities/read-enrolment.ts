import { Encrypter } from 'age-encryption';
import { importJWK } from 'jose';
import type * as z from 'zod/mini';
import { Authority } from '../../functions/authorities/authority.schema.ts';
import { InputError, readJsonInput } from '../input-file.ts';

/**
 * The entry that a file holds.
 * @throws InputError with every fault of it, by pointer; values are not repeated
 */
export async function readEnrolment(file: string): Promise<Authority> {
  const parsed = Authority.safeParse(readJsonInput(file));
  if (!parsed.success) throw new InputError(`${file}: ${parsed.error.issues.map(say).join('; ')}`);
  for (const [index, { jwk, alg }] of parsed.data.keys.entries()) {
    try {
      await importJWK(jwk, alg);
    } catch {
      throw new InputError(`${file}: /keys/${index}/jwk is no public key for ${alg}`);
    }
  }
  for (const [index, recipient] of (parsed.data.encryptTo ?? []).entries()) {
    try {
      new Encrypter().addRecipient(recipient);
    } catch {
      throw new InputError(`${file}: /encryptTo/${index} is no key of age: a letter of it is wrong`);
    }
  }
  return parsed.data;
}

function say(issue: z.core.$ZodIssue): string {
  const at = `/${issue.path.join('/')}`;
  if (issue.code === 'unrecognized_keys')
    return `${at} has a member that no entry has: ${issue.keys.join(', ')}`;
  if (issue.code === 'custom') return `${at}: ${issue.message}`;
  if (issue.code === 'invalid_value') return `${at} must be one of ${issue.values.join(', ')}`;
  return `${at} is not as it should be (${issue.code})`;
}
