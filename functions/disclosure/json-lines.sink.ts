import { Spool } from '../retrieval/spool.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { spooledEntry } from './package-entry.ts';
import { noteOf } from './stamps.ts';

/** One line of JSON per record; `noted` where one of its stamps contradicts its instant. */
export function jsonLinesSink({ account, folder, periods, noted }: SinkContext, name: string): AccountSink {
  const file = new Spool(0);
  let isEmpty = true;
  return {
    add: async ({ item, id, at, fields }) => {
      isEmpty = false;
      const note = noteOf({ at, fields }, periods);
      if (note !== '') noted();
      const line = { account, item, id, at, fields, ...(note === '' ? {} : { noted: note }) };
      await file.write(`${canonicalJson(line)}\n`);
    },
    finish: async () => (isEmpty ? [] : [spooledEntry(`${folder}${name}`, await file.finish())]),
    abandon: () => file.abandon(),
  };
}
