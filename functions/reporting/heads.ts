/** How far a ledger is: the number of its last event, which is the version of its demand. */
export type Head = { demandId: string; seq: number };

/** The ledgers themselves, as far as a report must know of them. */
export type Heads = {
  /** How far every ledger is whose demand was received in the half-open range, page by page, in no promised order. */
  of(range: { from: Date; to: Date }): AsyncIterable<Head[]>;
  /** When the first demand of all was filed, of those that are no secret. */
  first(): Promise<string | undefined>;
};
