import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';
import { Receipt } from './receipt.schema.ts';

/** What an agent is told of a package: the hash to hold it against, and what became of it. */
export const DescribedDisclosure = z.strictObject({
  sha256: z.string(),
  size: z.int(),
  sealedAt: instant,
  /** That the log has the package (a .tlog-proof, which `npm run verify -- PACKAGE --proof FILE` checks). */
  proof: z.optional(z.string()),
  /** Where the provider names a timestamp authority: what that said of the package, when it was asked. */
  timestamp: z.optional(
    z.strictObject({
      at: instant,
      /** Base64 of its answer (RFC 3161), of which `openssl ts` and `npm run verify` make a file `.tsr`. */
      response: z.string(),
    }),
  ),
  /** Keys (age) that it is encrypted to when it is handed over: those of the register now. The hash is of what they decrypt. */
  encryptTo: z.optional(z.array(z.string())),
  /** Where it is encrypted: in how many volumes, each fetched by itself. Decrypted and joined they are the package. */
  volumes: z.optional(z.int()),
  /** Of the last time that it was handed over. */
  receipt: z.optional(Receipt),
  /** Of the canonical JSON (RFC 8785) of the receipt. */
  receiptSha256: z.optional(z.string()),
  /** That the log has the receipt, as the line `receipt DEMAND SHA256`; some minutes after. */
  receiptProof: z.optional(z.string()),
});
export type DescribedDisclosure = z.infer<typeof DescribedDisclosure>;

export const readDisclosureRoute = route({
  method: 'GET',
  path: '/demands/{id}/disclosure',
  roles: ['agent'],
  summary: 'Read what the package is, and the receipt of it',
  clearedToo: true,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 600 }] },
  answers: { 200: { says: 'The SHA-256 of the package, proofs and the receipt', json: DescribedDisclosure } },
  problems: ['not_found', ...STANDING_PROBLEMS, 'decided_on_it', 'not_available', 'withdrawn'],
});
