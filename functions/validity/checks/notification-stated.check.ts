import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the paper says if the authority that may refuse was told. */
export const notificationStated = check('notification-stated', {
  group: 'paper',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand: { enforcingAuthority } }) =>
      metIf(enforcingAuthority !== undefined),
});
