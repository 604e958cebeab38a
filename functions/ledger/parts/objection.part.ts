import * as z from 'zod/mini';
import { DocumentReference } from '../../shared/demand.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { StandingObjection } from '../objections.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

const pins = z.optional(
  z.array(z.strictObject({ sha256: z.string(), versionId: z.string(), size: z.int() })),
);

const came = {
  decided: z.string(),
  /** Of answers.yaml; of an earlier outcome words of one's own, or none. */
  reason: z.optional(z.string()),
  text: z.optional(z.string()),
  documents: z.array(DocumentReference),
  pins,
  by: z.string(),
  at: instant,
};

/** What somebody says came of it, whose paper is not here: it is open until another person says the same. */
export const ProposedOutcome = z.strictObject({
  state: StandingObjection.shape.state,
  allowed: StandingObjection.shape.allowed,
  ...came,
});
export type ProposedOutcome = z.infer<typeof ProposedOutcome>;

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
  /** `first`: who had said the same before, where its paper is not here; those of earlier releases rest on one person. */
  outcome: z.optional(z.strictObject({ ...came, first: z.optional(z.string()) })),
  proposed: z.optional(ProposedOutcome),
  ...due,
});

export type ObjectionPart = z.infer<typeof ObjectionPart>;

/** `OBJECTION(n)`: one of them, from 1; `OBJECTION('')` begins all. */
export const OBJECTION = part('objection#', ObjectionPart);
