import { isEmergency } from '../ledger/danger-of.ts';
import type { Facts } from '../ledger/facts.schema.ts';
import { SERVICES } from '../provider/services.ts';
import type { RegisteredAuthority } from '../shared/circumstances.schema.ts';
import { COUNTRIES } from '../shared/countries.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { FilingLaw } from '../validity/known-law.ts';
import { paperOf } from './paper-of.ts';

type Filing = {
  demand: Demand;
  series: Facts['series'];
  authorityId: string;
  /** As the register has it. */
  authority: RegisteredAuthority;
};

/** What a transparency report knows of a demand that was just filed: by the register and the rulebook, not by the paper's word. */
export function factsOfFiling(
  { demand, series, authorityId, authority }: Filing,
  filedAt: string,
  law: Pick<FilingLaw, 'routeOf' | 'expand'>,
): Facts {
  const { channel = 'direct', origin = originOf(demand.instrument, authority) } = law.routeOf(
    demand.instrument,
  );
  const servedAt = demand.dates?.served;
  const facts: Facts = {
    receivedAt: filedAt,
    country: authority.country,
    level: authority.level,
    authorityKind: authority.kind,
    instrument: demand.instrument,
    series,
    ...(servedAt === undefined ? {} : { servedAt }),
    channel,
    origin,
    service: serviceOf(law.expand(demand.data)),
    identifiers: demand.targets.length,
    accounts: 0,
    enterprise: false,
    outcome: 'pending',
    narrowed: false,
    secrecy: false,
    ...paperOf(authorityId, demand),
    notice: 'none',
  };
  return { ...facts, exigent: isEmergency({ demand, facts }) };
}

/** Under the law of its own country, or of another's. A central authority serves papers for others too, and does not say so. */
function originOf(instrument: string, { country, kind }: RegisteredAuthority): Facts['origin'] {
  const of = instrument.slice(0, 2).toUpperCase();
  if (kind === 'central-authority' || !COUNTRIES.has(of)) return 'unknown';
  return of === country ? 'domestic' : 'foreign';
}

function serviceOf(items: readonly string[]): string {
  const holding = Object.entries(SERVICES).filter(([, service]) =>
    service.items.some((item) => items.includes(item)),
  );
  const [only] = holding;
  return only === undefined ? 'none' : holding.length > 1 ? 'several' : only[0];
}
