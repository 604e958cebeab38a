import type { DynamoClient } from '../dynamo/dynamo-client.ts';
import type { Queue } from '../events/queues.ts';
import type { Functions } from '../lambda/functions.ts';
import { asFlag } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { StackModel } from '../template/stack-model.ts';
import { Checkpoints } from './checkpoints.ts';
import { mappingSettings } from './mapping-settings.ts';
import { QueueMapping } from './queue-mapping.ts';
import { StreamMapping } from './stream-mapping.ts';
import { StreamReader } from './stream-reader.ts';

type MappingsOptions = {
  readonly stack: StackModel;
  readonly client: DynamoClient;
  /** Of the laptop's clock from the machine's, by which the engine goes. */
  readonly offsetMs: () => number;
  /** Whether the database is. */
  readonly isAway: () => boolean;
  /** Told how far all readers of a table's stream have come. */
  readonly trim: (table: string, last: string) => void;
  readonly functions: Functions;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly checkpointFolder: string;
  readonly report: (line: string) => void;
};

export type Mappings = {
  /** These tables were written to. */
  readonly written: (tables: readonly string[]) => void;
  readonly stop: () => Promise<void>;
};

const tableOf = (streamArn: string): string => streamArn.split('table/')[1]?.split('/')[0] ?? '';

/** Starts every event source mapping of the stack. */
export async function startMappings(options: MappingsOptions): Promise<Mappings> {
  const { stack, client, offsetMs, isAway, trim, functions, queues, checkpointFolder, report } = options;
  const streams: { table: string; mapping: StreamMapping }[] = [];
  const readUntil = new Map<string, string[]>();
  const polled: QueueMapping[] = [];
  for (const resource of stack.byType('AWS::Lambda::EventSourceMapping')) {
    if (resource.properties.Enabled !== undefined && !asFlag(resource.properties.Enabled)) continue;
    const settings = mappingSettings(resource);
    if (!functions.has(settings.functionName))
      throw new Refused([`the function ${settings.functionName} (${settings.id})`]);
    const queue = queues.get(settings.sourceArn);
    if (queue !== undefined) {
      polled.push(new QueueMapping({ settings, queue, queues, functions, isAway, report }));
      continue;
    }
    const table = tableOf(settings.sourceArn);
    const checkpoints = new Checkpoints(checkpointFolder, settings.id);
    readUntil.set(table, [...(readUntil.get(table) ?? []), checkpoints.lowest]);
    const mapping = new StreamMapping({
      settings,
      reader: new StreamReader(client, table, settings.sourceArn, offsetMs),
      isAway,
      functions,
      queues,
      checkpoints,
      report,
    });
    await mapping.start();
    streams.push({ table, mapping });
  }
  for (const [table, all] of readUntil) {
    const last = all.sort().at(0);
    if (last) trim(table, last);
  }
  return {
    written: (tables) => {
      for (const { table, mapping } of streams) if (tables.includes(table)) mapping.wake();
    },
    stop: async () => {
      await Promise.all(
        [...polled, ...streams.map(({ mapping }) => mapping)].map((mapping) => mapping.stop()),
      );
    },
  };
}
