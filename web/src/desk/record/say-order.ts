import type { DemandView } from '../../api/client.ts';
import { sayTime } from '../../kit/time.tsx';

export type KnownOrder = NonNullable<DemandView['orders']>[number];

const SAID: Record<KnownOrder['kind'], string> = {
  ordered: 'orders silence',
  renewed: 'prolongs a silence',
  shortened: 'shortens a silence',
  challenged: 'says that a silence is before a court',
  lifted: 'ends a silence',
};

/** `Order 2 of 3 Dec 2026 prolongs a silence until 1 Mar 2027`. */
export const sayOrder = ({ order, kind, issued, until }: KnownOrder): string =>
  `Order ${order}${issued ? ` of ${sayTime(issued)}` : ''} ${SAID[kind]}${until ? ` until ${sayTime(until)}` : ''}`;
