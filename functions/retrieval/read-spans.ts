import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Clients, Connector, Found, Unfound } from './connector.ts';
import { isStanding } from './scope.ts';

/** Reads what a grant allows and nothing between its spans; what has no time is read with the first of them. */
export async function* readSpans(
  connector: Connector,
  grant: Grant,
  clients: Clients,
): AsyncIterable<Found | Unfound> {
  const { spans = [grant.period], ...whole } = grant;
  for (const [index, period] of spans.entries()) {
    const items = index === 0 ? grant.items : grant.items.filter((item) => !isStanding(item));
    if (items.length > 0) yield* connector.read({ ...whole, items, period }, clients);
  }
}
