import { spawnSync } from 'node:child_process';

/** Seconds that a program takes, whatever it says; undefined where the machine does not have it. */
export function secondsOf(program: string, args: readonly string[]): number | undefined {
  const began = performance.now();
  const { error, status } = spawnSync(program, args, { stdio: 'ignore' });
  return error || status !== 0 ? undefined : (performance.now() - began) / 1000;
}

/** Sizes of harvests: how many messages of how many bytes, of as many megabytes as asked for. */
export const casesOf = (megabytes: number) =>
  [
    ['many small', 16 * 1024],
    ['few large', 8 * 1024 * 1024],
  ].map(([name, size]) => ({
    name: `${megabytes} MB in ${name}`,
    size: Number(size),
    messages: Math.max(1, Math.round((megabytes * 1_000_000) / Number(size))),
  }));

export const rate = (bytes: number, seconds: number | undefined) =>
  seconds === undefined ? undefined : Math.round(bytes / seconds / 100_000) / 10;
