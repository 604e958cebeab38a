import type { Functions } from '../lambda/functions.ts';
import type { JsonLines } from '../state/json-lines.ts';
import { asString, isObject, type Json, optional } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { Queue } from './queues.ts';

/** Where a rule, a schedule or a failed batch sends something. */
export type Target = (event: Json) => Promise<void>;

type TargetOptions = {
  readonly functions: Functions;
  readonly queues: ReadonlyMap<string, Queue>;
  /** Topics, by ARN; nobody subscribes here, and what would go to them is written down. */
  readonly topics: ReadonlySet<string>;
  readonly notices: JsonLines;
};

const INPUT_SHAPES = ['InputPath', 'InputTransformer'];

/** The target that an ARN names. Rules and schedules may give it a fixed input. */
export function targetOf(
  spec: Json,
  owner: string,
  { functions, queues, topics, notices }: TargetOptions,
): Target {
  if (!isObject(spec)) throw new Refused([`the target of ${owner}`]);
  const shape = INPUT_SHAPES.find((name) => spec[name] !== undefined);
  if (shape !== undefined) throw new Refused([`${shape} of a target of ${owner}`]);
  const arn = asString(spec.Arn, `${owner}: Arn`);
  const fixed = optional(spec.Input, `${owner}: Input`, asString);
  const input = (event: Json): Json => (fixed === undefined ? event : JSON.parse(fixed));
  const queue = queues.get(arn);
  if (queue !== undefined) {
    return async (event) => {
      await queue.send(JSON.stringify(input(event)));
    };
  }
  if (topics.has(arn)) return (event) => notices.append({ topic: arn, message: input(event) });
  if (functions.has(arn)) return async (event) => functions.invokeLater(arn, input(event));
  // Log groups are inert, and so is sending to one.
  if (arn.startsWith('arn:aws:logs:')) return async () => {};
  throw new Refused([`the target ${arn} of ${owner}`]);
}
