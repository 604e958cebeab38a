import { type Cell, csvHead, csvLine } from '../disclosure/csv.ts';
import type { DemandPage, DemandSummary } from './demand-view.schema.ts';
import type { DeskQuery } from './list-desk.ts';

const COLUMNS: Readonly<Record<string, (row: DemandSummary) => Cell | undefined>> = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  outcome: ({ outcome }) => outcome,
  reasons: ({ reasons }) => reasons?.join(' '),
  danger: ({ danger }) => danger,
  due: ({ due }) => due,
  filedAt: ({ filedAt }) => filedAt,
  instrument: ({ instrument }) => instrument,
  series: ({ series }) => series,
  authority: ({ authorityId }) => authorityId,
  country: ({ country }) => country,
  reference: ({ reference }) => reference,
  round: ({ round }) => round,
  matter: ({ matter }) => matter,
  holder: ({ claim }) => claim?.by,
  claimedUntil: ({ claim }) => claim?.until,
  waits: ({ waits }) => waits?.join(' '),
  conclusion: ({ conclusion }) => conclusion,
};

/** A page of the desk's list for a spreadsheet, which runs nothing of what agents wrote, with the way to the next. */
export function csvAnswer({ demands, next }: DemandPage, query: DeskQuery) {
  const link = next === undefined ? {} : { link: `<?${queryOf({ ...query, after: next })}>; rel="next"` };
  return { text: deskCsv(demands), headers: { 'content-type': 'text/csv; charset=utf-8', ...link } };
}

function queryOf(query: DeskQuery): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) said.set(name, String(value));
  return said.toString();
}

/** A page without its way to the next. */
const deskCsv = (rows: readonly DemandSummary[]): string =>
  [
    csvHead(Object.keys(COLUMNS)),
    ...rows.map((row) => csvLine(Object.values(COLUMNS).map((cell) => cell(row) ?? null))),
  ].join('');
