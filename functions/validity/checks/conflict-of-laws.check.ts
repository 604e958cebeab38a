import * as z from 'zod/mini';
import { Authority } from '../../shared/demand.schema.ts';
import { some } from '../law/text.schema.ts';
import { sayCountries } from '../words/say-codes.ts';
import { check } from './check.ts';
import { FAILED, MET } from './verdict.ts';

/** Whether no other country's law forbids what is asked. */
export const conflictOfLaws = check('conflict-of-laws', {
  group: 'scope',
  parameters: { home: some(Authority.shape.country), issuerIsHome: z.boolean() },
  words: {
    home: { label: 'Not abroad', say: sayCountries },
    issuerIsHome: {
      label: "Issuer's country",
      say: (isHome) => (isHome ? 'does not count as abroad' : 'counts as abroad'),
    },
  },
  asks: ({ home, issuerIsHome }) => {
    const isForeign = (country: string | undefined, authority: string) =>
      country !== undefined && !home.includes(country) && !(issuerIsHome && country === authority);
    return ({ circumstances: { accounts }, demand }, { targets }) => {
      for (const { matched, target, usPerson, dataCountry, controllerCountry } of accounts) {
        if (!matched || usPerson === true) continue;
        const { country } = demand.authority;
        // Where data lies says little of a person of whom nothing is known; who controls it says more.
        const isHeldAbroad = usPerson === false && isForeign(dataCountry, country);
        const isAbroad = isHeldAbroad || isForeign(controllerCountry, country);
        if (isAbroad && targets.includes(target)) return FAILED;
      }
      return MET;
    };
  },
  // Whether somebody lives abroad is told to nobody who asks about them.
  hadWork: () => false,
});
