import type { z } from 'zod/mini';
import type { DecidedOutput } from './step.schema.ts';

/** Starts the workflow of a demand. Starting it twice is the same as once. */
export type ExecutionStarter = { start(demandId: string): Promise<void> };

/** Answers a waiting state of an execution. `gone`: nobody waits for it any more, so nothing is lost. */
export type TaskAnswer = {
  answer(token: string, output: z.infer<typeof DecidedOutput>): Promise<'answered' | 'gone'>;
};
