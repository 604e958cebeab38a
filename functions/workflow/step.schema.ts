import * as z from 'zod/mini';
import { FreezeName } from '../ledger/parts/freeze.part.ts';

/** What the state machine carries: ids only. `round` names the determination and the review that count. */
export const StepInput = z.object({ demandId: z.string(), round: z.int().check(z.minimum(1)) });
export type StepInput = z.infer<typeof StepInput>;

/** Input of the two waits: the task token is a bearer secret; it is stored, never logged and never put in state. */
export const WaitInput = z.object({ ...StepInput.shape, token: z.string() });
export type WaitInput = z.infer<typeof WaitInput>;

const grant = z.int().check(z.minimum(0));

/** One grant to read: an index into the scope's grants, and the service that holds it. */
export const GrantInput = z.object({ ...StepInput.shape, grant, service: z.string() });
export type GrantInput = z.infer<typeof GrantInput>;

/**
 * Input of one pass of a Map: a grant, and `more` grants of the same service after it. Grants are those of the round's scope,
 * or those of a freezing, which is read to be kept and not to be handed over.
 */
export const PassInput = z.object({
  ...GrantInput.shape,
  more: z.optional(z.array(grant)),
  freeze: z.optional(FreezeName),
});
export type PassInput = z.infer<typeof PassInput>;

/** What a pass answers: the grants that are left for another call, where there are any. */
export const PassOutput = z.object({ ...PassInput.shape, left: z.boolean() });
export type PassOutput = z.infer<typeof PassOutput>;

/** What a freezing is compiled for: what a person may approve, or what is to be kept. */
export const FreezeInput = z.object({ ...StepInput.shape, freeze: z.enum(['round', 'kept']) });
export type FreezeInput = z.infer<typeof FreezeInput>;

/** What `Check validity` adds: an end that the paper comes to by itself, or else what a person is asked about. */
export const CheckedOutput = z.object({ ...StepInput.shape, outcome: z.string() });
/** What the answered waits add. */
export const DecidedOutput = z.object({
  ...StepInput.shape,
  decision: z.enum(['approve', 'refuse', 'redirect', 'recheck', 'release', 'withdraw']),
});
export type Decision = z.infer<typeof DecidedOutput>['decision'];

/** What a step answers that is done part by part where it is large: whether another call has to go on with it. */
export const PartlyOutput = z.object({ ...StepInput.shape, left: z.optional(z.boolean()) });
export type PartlyOutput = z.infer<typeof PartlyOutput>;
