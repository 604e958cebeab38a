import type { z } from 'zod/mini';
import type { DecidedOutput } from './step.schema.ts';

/**
 * A demand that a person took up after it failed, or whose execution died (`isRestart`): `number` is that of the event that
 * tells of it.
 */
export type Again = { number: number; round: number; decision?: 'refuse'; isRestart?: true };

/** Starts the workflow of a demand, or starts it again. Starting it twice is the same as once. */
export type ExecutionStarter = { start(demandId: string, again?: Again): Promise<void> };

/** How an execution is that was started; `NONE`: there is none, or it ended so long ago that nobody knows. */
export type ExecutionLook = {
  look(
    demandId: string,
    again?: Again,
  ): Promise<'NONE' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'>;
};

/** Answers a waiting state of an execution. `gone`: nobody waits for it any more, so nothing is lost. */
export type TaskAnswer = {
  answer(token: string, output: z.infer<typeof DecidedOutput>): Promise<'answered' | 'gone'>;
};
