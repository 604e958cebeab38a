import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** A copy of a package, or of one volume of it, that is encrypted to keys of an authority: being made, or made. */
export const CopyPart = z.strictObject({
  /** Of the package that it is of. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** As age spells them. */
  recipients: z.array(z.string()),
  begunAt: instant,
  /** Where it stands once it is made; each that was begun has a key of its own. */
  key: z.string(),
  /** Absent while it is made. */
  versionId: z.optional(z.string()),
});

export type CopyPart = z.infer<typeof CopyPart>;

/** `COPY(volume)`, from 1: the one that was begun last. */
export const COPY = part('copy#', CopyPart);
