import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What a timestamp authority said of the sealed package. */
export const TimestampPart = z.strictObject({
  /** Of the package. */
  packageSha256: sha256,
  /** Of the authority's clock, as it signed. */
  at: instant,
  /** Base64 of its whole answer: a TimeStampResp (RFC 3161) in DER. */
  response: z.string().check(z.maxLength(64 * 1024)),
});

export type TimestampPart = z.infer<typeof TimestampPart>;

/** `TIMESTAMP()`: there is one, or none yet. */
export const TIMESTAMP = part('timestamp', TimestampPart);
