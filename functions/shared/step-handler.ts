import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { logError } from './logger.ts';
import { namedFault } from './named-fault.ts';

/** A Lambda handler of a state machine's step: parses what the state carries, passes faults on under their names. */
export function stepHandler<T extends z.ZodMiniType, R>(
  input: T,
  run: (input: z.infer<T>, context: Context) => Promise<R>,
) {
  return middy<unknown, R>()
    .use({
      onError: (failed) => {
        logError('STEP_FAULT', failed.error);
        throw namedFault(failed.error);
      },
    })
    .handler(async (event, context) => run(input.parse(event), context));
}
