import * as z from 'zod/mini';

export const OUTCOMES = [
  'accept',
  'narrow',
  'reject',
  'redirect',
  'refer',
  'preserve',
  'hold',
  'suspend',
] as const;

/** Codes of the findings that changed or qualified an outcome. A closed list: people and programs rely on it. */
export const REASONS = [
  'authenticity-unresolved',
  'authority-differs',
  'beyond-instrument',
  'bulk',
  'certification-missing',
  'cleared-counsel-only',
  'conflict-of-laws',
  'content-needs-warrant',
  'court-competence-unknown',
  'emergency-lapsed',
  'enforcing-authority-may-refuse',
  'enforcing-authority-refused',
  'enterprise-customer',
  'exceeds-maximum-duration',
  'expired',
  'expired-before-service',
  'extension-exhausted',
  'foreign-content-needs-treaty',
  'gag-not-triggered',
  'gag-without-end',
  'holder-uncertain',
  'incomplete',
  'location-needs-warrant',
  'minimisation-missing',
  'missing-judge-signature',
  'no-danger-to-life',
  'no-exception-for-private-party',
  'no-period',
  'no-specific-identifier',
  'no-statutory-authority',
  'not-a-governmental-entity',
  'not-in-force',
  'not-validated',
  'offence-not-covered',
  'omnibus-gag',
  'prospective-preservation',
  'provider-not-covered',
  'reverse-search',
  'secrets-never-produced',
  'served-too-late',
  'signer-below-rank',
  'suspected-fraud',
  'targets-us-person',
  'wrong-entity',
  'wrong-issuer',
] as const;

export const Finding = z.strictObject({
  /** Name of the check that ran, with the rule it ran for. */
  check: z.string(),
  outcome: z.enum(['pass', 'note', 'fail', 'drop', 'refer', 'hold', 'redirect', 'suspend', 'not-applicable']),
  reason: z.optional(z.enum(REASONS)),
  /** The statute, rule or decision that the check applies. */
  cite: z.string(),
  /** A sentence that the officer who served the demand can act on. */
  explanation: z.string(),
});

export const Notice = z.strictObject({
  regime: z.enum(['notify', 'delay', 'prohibited', 'hold', 'authority', 'none']),
  until: z.optional(z.string()),
});

export const Deadline = z.strictObject({ clock: z.string(), until: z.string() });

export const Determination = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** The smallest list of items and families that says what may be retrieved. */
  authorised: z.array(z.string()),
  /** Indexes of the demand's targets that may proceed. */
  targets: z.array(z.int()),
  reasons: z.array(z.enum(REASONS)),
  findings: z.array(Finding),
  notice: Notice,
  /** Dates (`2026-12-07`) or instants. */
  due: z.optional(z.string()),
  until: z.optional(z.string()),
  /** Of a demand that waits for somebody else until then: until when its data is kept if nothing comes of it. */
  keptUntil: z.optional(z.string()),
  /** Other days that matter, by the clocks of the rulebook that they come from. */
  deadlines: z.optional(z.array(Deadline)),
  preserve: z.boolean(),
  /** How many distinct people must release. */
  approvals: z.int(),
  /** `sha256:<hex>` of the rulebook that decided. */
  rulebook: z.string(),
});

export type Outcome = (typeof OUTCOMES)[number];
export type Reason = (typeof REASONS)[number];
export type Finding = z.infer<typeof Finding>;
export type Notice = z.infer<typeof Notice>;
export type Deadline = z.infer<typeof Deadline>;
export type Determination = z.infer<typeof Determination>;
