import type { FileSample } from './view-package.schema.ts';

/** Forms in which a file is shown, by the end of its name. Pages that could run in whoever opens them have none. */
const FORMS: Readonly<Record<string, FileSample['as']>> = {
  csv: 'table',
  jsonl: 'lines',
  eml: 'text',
  json: 'text',
  txt: 'text',
};

export function formOf(path: string): FileSample['as'] | undefined {
  const extension = /\.([a-z]+)$/.exec(path)?.[1] ?? '';
  return Object.hasOwn(FORMS, extension) ? FORMS[extension] : undefined;
}

/**
 * The first records of a text of which this is the beginning. A record is what ends with a line end outside of quotes in a
 * table, and with any in lines; one that is longer than what is here is cut.
 * @param isAll nothing follows what is here
 */
export function firstRecords(
  as: FileSample['as'],
  beginning: string,
  { most, isAll }: { most: number; isAll: boolean },
): Pick<FileSample, 'records' | 'isCut'> {
  if (as === 'text') return { records: [beginning], isCut: !isAll };
  const text = beginning.replace(/^\uFEFF/, '');
  const records: string[] = [];
  // The row of names is no record.
  const enough = as === 'table' ? most + 1 : most;
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length && records.length < enough; at += 1) {
    if (as === 'table' && text[at] === '"') isQuoted = !isQuoted;
    if (text[at] !== '\n' || isQuoted) continue;
    records.push(text.slice(from, at).replace(/\r$/, ''));
    from = at + 1;
  }
  const rest = text.slice(from);
  if (records.length < enough && rest !== '') return { records: [...records, rest], isCut: !isAll };
  return { records, isCut: rest !== '' || !isAll };
}
