import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { EngineProcess } from '../dynamo/engine-process.ts';
import { KeptRunning, type Outage } from '../dynamo/kept-running.ts';
import { eventually } from './fixture/running-laptop.ts';

type Fake = EngineProcess & { readonly end: (how: string) => void };

function fake(answers = true): Fake {
  const ended = Promise.withResolvers<string>();
  return {
    ended: ended.promise,
    end: ended.resolve,
    answers: async () => answers,
    kill: () => ended.resolve('it ended with SIGKILL'),
    stop: async () => ended.resolve('it ended with SIGTERM'),
  };
}

/** An engine that starts again as the list says. */
function keep(next: readonly (Fake | string)[], more: { waitsMs?: number[]; wellAfterMs?: number } = {}) {
  const first = fake();
  const said: string[] = [];
  const outages: Outage[] = [];
  const left = [...next];
  const kept = new KeptRunning(first, {
    start: async () => {
      const one = left.shift() ?? 'no more';
      if (typeof one === 'string') throw new Error(one);
      return one;
    },
    waitsMs: [0, 10, 20],
    report: (line) => said.push(line),
    outage: (outage) => outages.push(outage),
    ...more,
  });
  return { first, kept, said, outages };
}

test('an engine that ends is started until it answers, and how long that took is told', async () => {
  const { first, kept, said, outages } = keep(['it ended with 1', fake()]);
  first.end('it ended with SIGKILL');
  await sleep(1);
  expect(kept.isAway).toBe(true);
  kept.refused();
  await eventually(() => (kept.isAway ? undefined : true));
  expect(outages).toEqual([
    {
      at: expect.stringMatching(/Z$/),
      how: 'it ended with SIGKILL',
      seconds: expect.any(Number),
      starts: 2,
      refused: 1,
    },
  ]);
  expect(said).toEqual([
    'the embedded DynamoDB ended (it ended with SIGKILL); it is started again.',
    'the embedded DynamoDB did not start: it ended with 1.',
    expect.stringMatching(/is back after [\d.]+ s \(2 starts\); 1 call had to come again\.$/),
  ]);
});

test('one that does not start as often as it is waited for is given up, with the last reason', async () => {
  const { first, kept, outages } = keep(['a', 'b', 'the disk is full']);
  first.end('it ended with SIGKILL');
  expect(await kept.died).toBe('the disk is full; 3 starts in a row did not help');
  expect([kept.isAway, outages]).toEqual([true, []]);
});

test('one that starts and ends at once, again and again, is given up too', async () => {
  const again = [fake(), fake(), fake(), fake()];
  const { first, kept, outages } = keep(again);
  for (const one of [first, ...again]) one.end('it ended with 101');
  expect(await kept.died).toBe('it ended with 101; 3 starts in a row did not help');
  expect(outages).toHaveLength(3);
});

test('one that was well before has all its starts again', async () => {
  const again = [fake(), fake(), fake(), fake(), fake()];
  const { first, kept, outages } = keep(again, { wellAfterMs: 0 });
  for (const [index, one] of [first, ...again.slice(0, -1)].entries()) {
    one.end('it ended with 101');
    await eventually(() => (outages.length > index && !kept.isAway ? true : undefined));
  }
  expect(outages.map(({ starts }) => starts)).toEqual([1, 1, 1, 1, 1]);
});

test('one that answers nothing any more is ended, and started again', async () => {
  const silent = fake(false);
  const { first, kept, outages } = keep([silent, fake()]);
  await kept.silent();
  expect(outages).toEqual([]);
  first.end('it ended with 0');
  await eventually(() => (outages.length === 1 ? true : undefined));
  await kept.silent();
  await eventually(() => (outages.length === 2 ? true : undefined));
  expect(outages[1]?.how).toBe('it ended with SIGKILL');
});

test('one that is stopped stays so', async () => {
  const { kept, said } = keep([fake()]);
  await kept.stop();
  await sleep(20);
  expect(said).toEqual([]);
});
