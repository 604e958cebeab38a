import * as z from 'zod/mini';
import { DocumentReference } from '../../shared/demand.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Partition of the index `byDue` that the sweep of ended preservations reads. */
export const PRESERVATION_DUE = 'preservation';

export const PreservationPart = z.strictObject({
  state: z.enum(['in-force', 'ended']),
  placedAt: instant,
  /** The first instant at which the data need no longer be kept; absent: until a person ends it. */
  until: z.optional(instant),
  accounts: z.array(z.string()),
  /** Leaf items. */
  items: z.array(z.string()),
  /** Requests to keep it longer, oldest first; `end` is the last day or instant, as the law gave it. */
  renewals: z.optional(
    z.array(
      z.strictObject({
        by: z.string(),
        at: instant,
        end: z.string(),
        issued: z.optional(z.string()),
        documents: z.array(DocumentReference),
        /** Versions of those that were uploaded; a paper that came by mail has none. */
        pins: z.optional(
          z.array(z.strictObject({ sha256: z.string(), versionId: z.string(), size: z.int() })),
        ),
      }),
    ),
  ),
  /** Demands for what is kept. Where one `holds`, the law has it kept until that demand is closed. */
  linkedTo: z.optional(
    z.array(
      z.strictObject({
        demand: z.string(),
        by: z.string(),
        at: instant,
        holds: z.optional(z.literal(true)),
      }),
    ),
  ),
  /** A person's end of it; `reason`: of answers.yaml, or of an earlier end words of one's own. */
  ended: z.optional(
    z.strictObject({ by: z.string(), at: instant, reason: z.string(), text: z.optional(z.string()) }),
  ),
  dueKind: z.optional(z.string()),
  dueAt: z.optional(z.string()),
});

export type PreservationPart = z.infer<typeof PreservationPart>;

/** `PRESERVATION()`: what is kept without being disclosed. */
export const PRESERVATION = part('preservation', PreservationPart);
