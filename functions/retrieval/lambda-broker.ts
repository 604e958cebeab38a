import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../shared/ask-function.ts';
import { type Broker, type BrokerRequest, Closed, Opened, Standing } from './broker.ts';

/** @param arn of the broker, with the alias that is one service's */
export function lambdaBroker(lambda: LambdaClient, arn: string): Broker {
  const ask = (request: BrokerRequest) => askFunction(lambda, { arn, who: 'broker' }, request);
  return {
    open: async (open) => Opened.parse(await ask({ open })),
    stands: async (stands) => Standing.parse(await ask({ stands })),
    compare: async (compare) => Closed.parse(await ask({ compare })),
    close: async (close) => Closed.parse(await ask({ close })),
  };
}
