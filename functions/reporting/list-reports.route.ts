import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { Edition } from './edition.schema.ts';

const { publishedBy: _by, proposedBy: _first, evidence: _paper, ...published } = Edition.shape;

/** An edition as the public sees it. */
export const ListedEdition = z.strictObject({
  ...published,
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
