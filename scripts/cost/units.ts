import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { InputError, readJsonInput } from '../input-file.ts';

/** What the last run of the bench on this machine counted, and what one counted that is kept with the code. */
export const MEASURED = join(import.meta.dirname, '..', '..', 'bench', 'results', 'flow.json');
export const KEPT = join(import.meta.dirname, 'units-of-a-demand.json');

/** As `npm run bench -- flow` writes it. */
const Flow = z.object({
  when: z.iso.datetime(),
  steps: z
    .array(
      z.object({
        demands: z.int(),
        atOnce: z.int(),
        perDemand: z.record(z.string(), z.number().check(z.nonnegative())),
      }),
    )
    .check(z.minLength(1)),
});

/** Units of one demand by name; calls of all functions summed by what was called (`sts POST`). */
export type Units = Readonly<Record<string, number>>;
export type Counted = { file: string; when: string; demands: number; atOnce: number; units: Units };

/**
 * What one demand was counted to take, in the last step of a run.
 * @param file a result of `npm run bench -- flow`; the last on this machine, or else the one that is kept
 * @throws InputError where the file is none, or counted nothing: a deployment counts nothing
 */
export function readUnits(file: string = existsSync(MEASURED) ? MEASURED : KEPT): Counted {
  const read = Flow.safeParse(readJsonInput(file));
  if (!read.success) throw new InputError(`${file}: this is no result of \`npm run bench -- flow\``);
  const { when, steps } = read.data;
  const last = steps.at(-1);
  if (!last || Object.keys(last.perDemand).length === 0)
    throw new InputError(`${file}: nothing was counted; run \`npm run bench -- flow\` on a laptop`);
  const units: Record<string, number> = {};
  for (const [name, count] of Object.entries(last.perDemand)) {
    const unit = name.startsWith('calls ') ? name.split(' ').slice(2).join(' ') : name;
    if (!/^(invoked|started) /.test(unit)) units[unit] = (units[unit] ?? 0) + count;
  }
  return { file, when, demands: last.demands, atOnce: last.atOnce, units };
}
