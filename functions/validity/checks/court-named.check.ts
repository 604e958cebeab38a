import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the paper names the court from which it issues. */
export const courtNamed = check('court-named', {
  group: 'issuing',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand: { issuer } }) =>
      metIf(issuer.court !== undefined && issuer.court.trim() !== ''),
});
