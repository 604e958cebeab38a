import * as z from 'zod/mini';
import { Demand } from '../shared/demand.schema.ts';

const { reference, signatures, validatedBy, servedBy, cites, certifications, recitals, offence, emergency } =
  Demand.shape;

/**
 * What an agent may supply after filing: what the paper says and the form left out. Never who, what or when: another
 * instrument, other targets, data or periods are another demand.
 */
export const Amendment = z.strictObject({
  reference,
  signatures: z.optional(signatures),
  validatedBy,
  servedBy,
  cites,
  certifications,
  recitals,
  offence,
  emergency,
  enforcingAuthority: Demand.shape.enforcingAuthority,
});

/** The members of an amendment, by which a reviewer says what is missing. */
export const AMENDABLE = [
  ...(['reference', 'signatures', 'validatedBy', 'servedBy', 'cites'] as const),
  ...(['certifications', 'recitals', 'offence', 'emergency', 'enforcingAuthority'] as const),
] satisfies readonly (keyof z.infer<typeof Amendment>)[];
