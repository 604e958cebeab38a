import * as z from 'zod/mini';
import { check } from './check.ts';
import { roles, rolesAs } from './parameters.ts';
import { metIf } from './verdict.ts';

/** Who signed; without roles, whether anybody did. */
export const signature = check('signature', {
  group: 'issuing',
  parameters: {
    roles: z.optional(roles),
    /** Whether the office that issued or validated it does too, whichever that is. */
    orIssuer: z.optional(z.boolean()),
  },
  words: {
    roles: rolesAs('Signed by one of'),
    orIssuer: {
      label: 'Who issued or validated it',
      say: (suffices) => (suffices ? 'may sign too' : 'may sign only as one of these'),
    },
  },
  asks: ({ roles, orIssuer = false }, { rolesAmong }) => {
    const maySign = roles === undefined ? () => true : rolesAmong(roles);
    return ({ demand: { signatures, issuer, validatedBy } }) =>
      metIf(
        signatures.some(
          ({ role }) => maySign(role) || (orIssuer && (role === issuer.role || role === validatedBy?.role)),
        ),
      );
  },
});
