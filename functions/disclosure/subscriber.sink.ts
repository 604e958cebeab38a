import type { AccountSink, SinkContext } from './account-sink.ts';

/** All standing facts of a subscriber as one JSON object, by item. */
export function subscriberSink({ draft }: SinkContext): AccountSink {
  const facts: Record<string, unknown> = {};
  return {
    add: ({ account, item, fields }) => {
      facts.account = account;
      facts[item] = fields;
      return undefined;
    },
    finish: async () => {
      if (Object.keys(facts).length === 0) return [];
      const { file } = draft('subscriber.json');
      await file.write(`${JSON.stringify(facts, null, 2)}\n`);
      return [await file.finish()];
    },
  };
}
