import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';

/** A demand as it is decided on: of its authority, what the register says counts, and not what the paper says. */
export function asRegistered(demand: Demand, { authority }: Circumstances): Demand {
  if (authority === undefined) return demand;
  const { name, country, level, kind } = authority;
  return { ...demand, authority: { ...demand.authority, name, country, level, kind } };
}
