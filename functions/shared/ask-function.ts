import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as faults from './faults.ts';

/** Faults of a function that mean the same to who asked it, by their names. */
const FAULTS: ReadonlyMap<string, new (message: string) => Error> = new Map(Object.entries(faults));
/** Names by which Lambda tells that a function could not be run to its end: another try finds what was done. */
const RUN_FAULTS = /^(Sandbox\.|Runtime\.|Lambda\.|Function\.)/;

/**
 * What a function answers that is asked through the alias which is the caller's own.
 * @param who as faults call it
 * @throws its own fault, under its name; TransientFault where it could not come to its end
 */
export async function askFunction(
  lambda: LambdaClient,
  { arn, who }: { arn: string; who: string },
  request: unknown,
): Promise<unknown> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: arn, Payload: JSON.stringify(request) }),
  );
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString('utf8') || 'null');
  if (!FunctionError) return answer;
  const name = String(Object(answer).errorType ?? '');
  const Fault = FAULTS.get(name);
  if (Fault) throw new Fault(`told by the ${who}`);
  if (RUN_FAULTS.test(name)) throw new faults.TransientFault(`the ${who} did not come to its end`);
  throw new faults.InconsistentState(
    `the ${who} failed: ${/^\w{1,60}$/.test(name) ? name : 'without a name'}`,
  );
}
