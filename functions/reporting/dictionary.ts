import type { Facts } from '../ledger/facts.schema.ts';
import type { Cell } from './report.schema.ts';

/** What the words of a report mean, for who has a file of it and nothing else. Measures are said by the report itself. */

export const SERIES_SAY: Readonly<Record<Facts['series'], string>> = {
  criminal: 'demands in criminal matters',
  civil: 'demands in civil matters',
  emergency:
    'demands without legal process, because of a danger; the paper that follows counts in its own series',
  regulatory: 'demands of supervisory and administrative authorities',
  preservation: 'demands to keep data, which disclose nothing; in no total of demands for data',
  informational: 'papers that demand no data; in no total of demands for data',
  'national-security': 'process that may be told in bands only; in no total, and part of no other number',
};

/** Of what is told for no single series. */
export const ALL_SERIES_SAY = 'all series that are in the total of demands for data, together';

export const OUTCOMES_SAY: Readonly<Record<Facts['outcome'], string>> = {
  pending: 'not decided, or not carried out, when the edition was drawn',
  content: 'content was disclosed',
  'non-content': 'other data was disclosed, and no content',
  'no-data': 'nothing was found to disclose',
  rejected: 'refused',
  redirected: 'sent on to whom it should have been served on',
  preserved: 'data was kept, and none disclosed',
  withdrawn: 'taken back by the authority',
};

export const STATES_SAY: Readonly<Record<Cell['state'], string>> = {
  exact: 'a number: low and high are the same; a zero is a zero',
  band: 'the number lies between low and high, both of them included',
  not_applicable: 'there can be no such number',
  not_reported: 'there may be a number, and it is not told: never read it as zero',
  suppressed: 'there is a number, and it is too small to be told',
};

export const UNITS_SAY: Readonly<Record<Cell['unit'], string>> = {
  demands: 'served instruments, each counted once',
  identifiers: 'identifiers that demands name, doubles included',
  accounts: 'accounts, counted in each demand that concerns them',
  selectors: 'identifiers that national-security process names',
};
