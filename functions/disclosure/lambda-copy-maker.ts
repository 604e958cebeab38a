import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { CopyMaker } from './encrypted-packages.ts';

/** Has copies made without waiting for them. @param functionArn of the alias of `encrypt-copy` */
export const lambdaCopyMaker = (lambda: LambdaClient, functionArn: string): CopyMaker => ({
  begin: async (wanted) => {
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'Event',
        Payload: JSON.stringify(wanted),
      }),
    );
  },
});
