import middy from '@middy/core';
import type * as z from 'zod/mini';
import { TransientFault } from './faults.ts';
import { isPassing } from './is-passing.ts';
import { logError } from './logger.ts';

/** A Lambda handler of a state machine's step: parses what the state carries, passes faults on under their names. */
export function stepHandler<T extends z.ZodMiniType, R>(input: T, run: (input: z.infer<T>) => Promise<R>) {
  return middy<unknown, R>()
    .use({
      onError: (failed) => {
        logError('STEP_FAULT', failed.error);
        // Rethrown under the name that the state machine's retries know.
        if (isPassing(failed.error))
          throw new TransientFault('a dependency erred in passing', { cause: failed.error });
      },
    })
    .handler(async (event) => run(input.parse(event)));
}
