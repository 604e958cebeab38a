import { canonicalJson } from '../shared/canonical-json.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { noteOf } from './stamps.ts';

/** One line of JSON per record; `noted` where one of its stamps contradicts its instant. */
export function jsonLinesSink({ draft, periods, noted }: SinkContext, name: string): AccountSink {
  const { file } = draft(name);
  return {
    add: ({ account, item, id, at, fields }) => {
      const note = noteOf({ at, fields }, periods);
      if (note !== '') noted();
      const line = { account, item, id, at, fields, ...(note === '' ? {} : { noted: note }) };
      return file.write(`${canonicalJson(line)}\n`);
    },
    finish: async () => (file.size === 0 ? [] : [await file.finish()]),
  };
}
