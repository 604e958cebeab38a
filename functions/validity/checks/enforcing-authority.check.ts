import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the authority that must be told has not refused. */
export const enforcingAuthority = check('enforcing-authority', {
  group: 'paper',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand: { enforcingAuthority } }) =>
      metIf(enforcingAuthority?.response !== 'refused'),
  hadWork: (_, { demand }) => demand.enforcingAuthority !== undefined,
});
