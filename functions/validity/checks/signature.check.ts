import * as z from 'zod/mini';
import { check } from './check.ts';
import { roles, rolesAs } from './parameters.ts';
import { metIf } from './verdict.ts';

/** Who signed; without roles, whether anybody did. */
export const signature = check('signature', {
  group: 'issuing',
  parameters: { roles: z.optional(roles) },
  words: { roles: rolesAs('Signed by one of') },
  asks: ({ roles }, { rolesAmong }) => {
    const maySign = roles === undefined ? () => true : rolesAmong(roles);
    return ({ demand: { signatures } }) => metIf(signatures.some(({ role }) => maySign(role)));
  },
});
