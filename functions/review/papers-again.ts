import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { problem } from '../shared/problem.ts';
import type { SecrecyOrder } from '../shared/secrecy-order.schema.ts';

type Paper = { sha256: string };
type Before = { record: Pick<DemandRecord, 'demand'>; orders: readonly SecrecyPart[] };

const has = (papers: readonly Paper[], { sha256 }: Paper) => papers.some((one) => one.sha256 === sha256);

/** The orders before that came with one of the same papers: whoever decides looks which of them it carries. */
export const ordersOfSamePaper = ({ documents }: SecrecyOrder, orders: readonly SecrecyPart[]): number[] =>
  orders
    .filter((before) => documents.some((paper) => has(before.documents, paper)))
    .map(({ order }) => order);

/**
 * A silence is not prolonged by the papers that ordered it, or that prolonged it before.
 * @throws Problem 422
 */
export function requireOwnPaper(order: SecrecyOrder, { record, orders }: Before): void {
  if (order.kind !== 'renewed') return;
  const served: Paper[] = [];
  let of: number | undefined = order.of;
  while (of !== undefined && of > 0) {
    const before = orders.find((one) => one.order === of);
    served.push(...(before?.documents ?? []));
    of = before?.of;
  }
  if (of === 0) served.push(...(record.demand.documents ?? []));
  if (order.documents.every((paper) => has(served, paper))) throw problem('nothing_new.renewal');
}
