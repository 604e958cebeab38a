import * as z from 'zod/mini';

/** What the state machine carries: ids only. `round` names the determination and the review that count. */
export const StepInput = z.object({ demandId: z.string(), round: z.int().check(z.minimum(1)) });
export type StepInput = z.infer<typeof StepInput>;

/** Input of the two waits: the task token is a bearer secret; it is stored, never logged and never put in state. */
export const WaitInput = z.object({ ...StepInput.shape, token: z.string() });
export type WaitInput = z.infer<typeof WaitInput>;

/** Input of one pass of the retrieval's Map. `grant` is an index into the scope's grants. */
export const GrantInput = z.object({
  ...StepInput.shape,
  grant: z.int().check(z.minimum(0)),
  service: z.string(),
});
export type GrantInput = z.infer<typeof GrantInput>;

/** What `Check validity` adds. */
export const CheckedOutput = z.object({ ...StepInput.shape, outcome: z.string() });
/** What the answered waits add. */
export const DecidedOutput = z.object({
  ...StepInput.shape,
  decision: z.enum(['approve', 'refuse', 'recheck', 'release', 'withdraw']),
});
export type Decision = z.infer<typeof DecidedOutput>['decision'];
