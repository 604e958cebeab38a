import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@jest/globals';
import { FunctionLog } from '../lambda/function-log.ts';

test('a full disk costs lines of a log, not the laptop', async () => {
  const log = new FunctionLog('/dev/full');
  // An error that nobody hears ends the process, and this test with it.
  for (let line = 0; line < 5; line += 1) {
    log.write('said\n');
    await sleep(20);
  }
  log.close();
});
