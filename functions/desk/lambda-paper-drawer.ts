import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../shared/ask-function.ts';
import { TransientFault } from '../shared/faults.ts';
import { DrawAnswer } from './draw-paper.schema.ts';
import type { PaperDeps } from './read-paper.ts';

/** The function that draws. A paper that took it down cannot be read: another try would take it down again. */
export const lambdaPaperDrawer =
  (lambda: LambdaClient, arn: string): PaperDeps['draw'] =>
  async (request) => {
    try {
      return DrawAnswer.parse(await askFunction(lambda, { arn, who: 'drawer' }, request));
    } catch (error) {
      if (error instanceof TransientFault) return { fault: 'unreadable' };
      throw error;
    }
  };
