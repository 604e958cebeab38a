import { expect, it } from '@jest/globals';
import { ROLES } from '../../functions/shared/principal.ts';
import { ROLES as LAPTOP_ROLES } from '../../local/issuer/roles.ts';

it("the laptop's issuer gives tokens of the roles that the product knows, and of no other", () => {
  expect(LAPTOP_ROLES).toEqual(ROLES);
});
