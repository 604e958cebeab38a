import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { TransientFault } from '../shared/faults.ts';
import type { TakeIn } from './proofs.ts';

/** @param functionArn of the alias of `run-epoch` */
export const lambdaTakeIn =
  (lambda: LambdaClient, functionArn: string): TakeIn =>
  async () => {
    const { FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: '{}' }),
    );
    // Its own alarm rings, and says why.
    if (FunctionError) throw new TransientFault('the log did not take in what waits');
  };
