import { Spool } from '../retrieval/spool.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { spooledEntry } from './package-entry.ts';

/** All standing facts of a subscriber as one JSON object, by item. */
export function subscriberSink({ account, folder }: SinkContext): AccountSink {
  const facts: Record<string, unknown> = {};
  return {
    add: async ({ item, fields }) => {
      facts[item] = fields;
    },
    finish: async () => {
      if (Object.keys(facts).length === 0) return [];
      const file = new Spool(0);
      await file.write(`${JSON.stringify({ account, ...facts }, null, 2)}\n`);
      return [spooledEntry(`${folder}subscriber.json`, await file.finish())];
    },
    abandon: async () => undefined,
  };
}
