import { check } from './check.ts';
import { metIf, UNKNOWN } from './verdict.ts';

/** Whether the establishment that it is addressed to lies in another country than the authority. */
export const establishmentAbroad = check('establishment-abroad', {
  group: 'issuing',
  parameters: {},
  words: {},
  mayLackFacts: true,
  asks:
    () =>
    ({ demand: { authority }, circumstances: { establishment } }) =>
      establishment === undefined ? UNKNOWN : metIf(establishment !== authority.country),
  hadWork: (_, { circumstances }) => circumstances?.establishment !== undefined,
});
