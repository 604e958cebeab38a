import * as z from 'zod/mini';
import { DocumentReference } from '../../shared/demand.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { StandingObjection } from '../objections.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

const pins = z.optional(
  z.array(z.strictObject({ sha256: z.string(), versionId: z.string(), size: z.int() })),
);

/** What was brought against a demand, with its papers, and what came of it. Dates are those of the papers. */
export const ObjectionPart = z.strictObject({
  ...StandingObjection.shape,
  /** Of rulebook/objections.yaml, as the grounds are. */
  kind: z.string(),
  grounds: z.array(z.string()),
  before: z.string(),
  brought: z.string(),
  /** To when the time for it was put off, as its paper says. */
  extendedTo: z.optional(z.string()),
  /** The day by which it had to be brought, where it was brought later. */
  lateAfter: z.optional(z.string()),
  /** The day by which it is to be answered, where the law gives one. */
  answerBy: z.optional(z.string()),
  documents: z.array(DocumentReference),
  pins,
  /** A paper for a person to complete and sign. */
  draft: z.optional(z.string()),
  by: z.string(),
  at: instant,
  outcome: z.optional(
    z.strictObject({
      decided: z.string(),
      /** Of answers.yaml; of an earlier outcome words of one's own, or none. */
      reason: z.optional(z.string()),
      text: z.optional(z.string()),
      documents: z.array(DocumentReference),
      pins,
      by: z.string(),
      at: instant,
    }),
  ),
  ...due,
});

export type ObjectionPart = z.infer<typeof ObjectionPart>;

/** `OBJECTION(n)`: one of them, from 1; `OBJECTION('')` begins all. */
export const OBJECTION = part('objection#', ObjectionPart);
