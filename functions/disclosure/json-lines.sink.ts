import { Spool } from '../retrieval/spool.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { spooledEntry } from './package-entry.ts';

/** One line of JSON per record. */
export function jsonLinesSink({ account, folder }: SinkContext, name: string): AccountSink {
  const file = new Spool(0);
  let isEmpty = true;
  return {
    add: async ({ item, id, at, fields }) => {
      isEmpty = false;
      await file.write(`${canonicalJson({ account, item, id, at, fields })}\n`);
    },
    finish: async () => (isEmpty ? [] : [spooledEntry(`${folder}${name}`, await file.finish())]),
    abandon: () => file.abandon(),
  };
}
