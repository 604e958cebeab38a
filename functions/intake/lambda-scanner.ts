import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ScanAnswer, type Scanner } from './scan-document.ts';

/** The provider's scanner failed, or answered what no scanner answers. */
export class ScannerFailed extends Error {
  override readonly name = 'ScannerFailed';
}

/** The provider's scanner, which is a function. */
export function lambdaScanner(lambda: LambdaClient, functionArn: string): Scanner {
  return {
    scan: async (request) => {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(request) }),
      );
      if (FunctionError) throw new ScannerFailed('the scanner ended with an error');
      const answer = ScanAnswer.safeParse(parsed(Buffer.from(Payload ?? []).toString('utf8')));
      if (!answer.success) throw new ScannerFailed('the scanner answered something else than a verdict');
      return answer.data;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
