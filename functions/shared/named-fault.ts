import { TransientFault, UnknownFault, UnreadableRecord } from './faults.ts';
import { isPassing } from './is-passing.ts';

/** What a ledger takes as the name of an error: a word, and never a text that may quote data. */
const NAME = /^[A-Za-z0-9._-]{1,100}$/;

/** The name under which a failure goes into the ledger, whatever was thrown. */
export function faultName(name: string): string {
  if (/^\$?Zod/.test(name)) return 'UnreadableRecord';
  return NAME.test(name) ? name : 'UnknownFault';
}

/** An error as the state machine is to see it: under a name that its retries and the ledger know. */
export function namedFault(thrown: unknown): Error {
  if (isPassing(thrown)) return new TransientFault('a dependency erred in passing', { cause: thrown });
  const name = thrown instanceof Error ? faultName(thrown.name) : 'UnknownFault';
  if (thrown instanceof Error && thrown.name === name && name !== 'Error') return thrown;
  if (name === 'UnreadableRecord')
    return new UnreadableRecord('not of the shape that it must have', { cause: thrown });
  return new UnknownFault('something without a name of its own', { cause: thrown });
}
