import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
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

test('how far something large is, whoever started the laptop is told; nothing else is', () => {
  const told: string[] = [];
  const log = new FunctionLog('/dev/null', (line) => told.push(line));
  const part = {
    code: 'PART_DONE',
    demandId: 'd-1',
    step: 'check',
    part: 2,
    bytes: 3 * 1024 ** 2,
    of: 9 * 1024 ** 2,
  };
  const { of: _of, ...packed } = { ...part, step: 'sealing', records: 2 * 1024 ** 2 };
  log.write(
    `${JSON.stringify(packed)}\nsaid\n${JSON.stringify(part)}\n{"code":"PART_DONE"\n{"code":"SWEPT","of":"PART_DONE"}\n`,
  );
  log.close();
  expect(told).toEqual([
    'sealing of d-1: part 2, 3 MiB of a package of 2 MiB of records',
    'check of d-1: part 2, 3 of 9 MiB',
  ]);
});
