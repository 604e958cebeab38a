import { Authority } from '../../functions/authorities/authority.schema.ts';
import type { AuthorityRegister } from '../../functions/authorities/authority-register.ts';

/** An entry that is in order, of the authority of the sample demand; tests change what they are about. */
export const someAuthority = (change: Partial<Authority> = {}): Authority =>
  Authority.parse({
    id: 'us-usao-ndca',
    name: "U.S. Attorney's Office",
    country: 'US',
    level: 'federal',
    kind: 'prosecutor',
    emailDomains: ['usao.example'],
    switchboard: '+12025550143',
    keys: [],
    mustSign: false,
    status: { is: 'enrolled', from: '2026-01-01T00:00:00Z' },
    ...change,
  });

/** A register that holds these. */
export const registerOf = (...authorities: readonly Authority[]): AuthorityRegister => ({
  find: async (id) => authorities.find((authority) => authority.id === id),
});

/** One in which everyone is enrolled, for tests of something else. */
export const everyone: AuthorityRegister = { find: async (id) => someAuthority({ id }) };
