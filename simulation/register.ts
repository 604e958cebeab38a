import { Authority } from '../functions/authorities/authority.schema.ts';
import type { AuthorityRegister } from '../functions/authorities/authority-register.ts';
import { sha256Hex } from '../functions/shared/canonical-json.ts';
import type { Demand } from '../functions/shared/demand.schema.ts';

/** The number at which every office is called back. */
export const SWITCHBOARD = '+12025550143';

/** The entry of the office that a paper names, which is enrolled. */
export const someAuthorityOf = ({ name, country, level, kind }: Demand['authority']): Authority =>
  Authority.parse({
    id: `${country.toLowerCase()}-${sha256Hex(`${name} ${level} ${kind}`).slice(0, 12)}`,
    ...{ name, country, level, kind },
    emailDomains: ['office.example'],
    switchboard: SWITCHBOARD,
    keys: [],
    mustSign: false,
    status: { is: 'enrolled', from: '1970-01-01T00:00:00Z' },
  });

export type Register = AuthorityRegister & {
  enrol(authority: Demand['authority']): void;
  /** Suspends an office, or takes that back. */
  put(id: string, is: Authority['status']['is']): void;
};

/** A register that has every office which filed. */
export function growingRegister(): Register {
  const entries = new Map<string, Authority>();
  return {
    find: async (id) => entries.get(id),
    enrol: (authority) => {
      const entry = someAuthorityOf(authority);
      if (!entries.has(entry.id)) entries.set(entry.id, entry);
    },
    put: (id, is) => {
      const entry = entries.get(id);
      if (entry) entries.set(id, { ...entry, status: { ...entry.status, is } });
    },
  };
}
