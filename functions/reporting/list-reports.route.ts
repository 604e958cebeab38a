import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { Edition } from './edition.schema.ts';

const { period, edition, asOf, interim, reason, because, retracted, supersedes, received, disclosed } =
  Edition.shape;

/** Where a file is read, from the address of the API on, and what its bytes hash to. */
const link = z.strictObject({ href: z.string(), sha256: Edition.shape.json.shape.sha256 });

const drawn = z.strictObject({ ...link.shape, sha256: z.optional(link.shape.sha256) });

/** An edition as the public sees it: built up from nothing, so that what is kept of it besides stays with us. */
export const ListedEdition = z.strictObject({
  period,
  edition,
  asOf,
  interim,
  reason,
  because,
  retracted,
  supersedes,
  received,
  disclosed,
  json: link,
  csv: link,
  /** Drawn when they are asked for, of editions of before there were such: these have no hash. */
  html: drawn,
  datapackage: drawn,
  dsa: z.optional(link),
  'e-evidence': z.optional(link),
  /** Where the proof is read that the public log has it. */
  proof: z.strictObject({ href: z.string() }),
  /** Share of the received demands that ended in a disclosure, in whole percent. */
  disclosedPercent: z.nullable(z.int()),
});

export const ReportList = z.strictObject({
  reports: z.array(z.strictObject({ period: z.string(), editions: z.array(ListedEdition) })),
});

export type ListedEdition = z.infer<typeof ListedEdition>;
export type ReportList = z.infer<typeof ReportList>;

export const listReportsRoute = route({
  method: 'GET',
  path: '/reports',
  roles: 'public',
  summary: 'List published reports',
  headers: {
    accept: { says: 'A page for who takes text/html, JSON for everyone else' },
    'if-none-match': { says: 'The ETag of the list that the reader has' },
  },
  answers: {
    200: { says: 'Periods and their editions', json: ReportList, text: ['text/html'] },
    304: { says: 'The reader has what there is' },
  },
  problems: [],
});
