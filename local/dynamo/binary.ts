import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartFault } from '../state/start-fault.ts';

/** No embedded engine fits this machine. The message says how to name another. */
export class NoEngine extends StartFault {
  override readonly name = 'NoEngine';

  constructor(cause: unknown) {
    super(
      `There is no embedded DynamoDB for ${process.platform} on ${process.arch}: run "docker run -p 8000:8000 amazon/dynamodb-local -jar DynamoDBLocal.jar -inMemory -sharedDb" and set DYNAMODB_ENDPOINT=http://127.0.0.1:8000`,
      { cause },
    );
  }
}

/**
 * The embedded engine's program, from the optional package of this platform, of which so far there is one.
 * @throws NoEngine where none fits
 */
export function engineBinary(): string {
  try {
    const name = `@dynoxide/${process.platform}-${process.arch}/package.json`;
    return join(dirname(createRequire(import.meta.url).resolve(name)), 'dynoxide');
  } catch (cause) {
    throw new NoEngine(cause);
  }
}
