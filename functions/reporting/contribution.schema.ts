import * as z from 'zod/mini';
import { compartmentOf } from '../ledger/demand-id.ts';
import { Facts, withFacts } from '../ledger/facts.schema.ts';
import { stored } from '../ledger/stored.ts';
import { isTold } from './told-facts.ts';

/**
 * What one demand adds to the report of its period: the facts as they stood after the ledger event `seq`.
 * A later event replaces it; an earlier one that comes late is ignored.
 */
export const Contribution = z.strictObject({
  demandId: z.string(),
  seq: z.int().check(z.minimum(1)),
  facts: Facts,
});

export type Contribution = z.infer<typeof Contribution>;

export const CONTRIBUTION = withFacts(
  stored({ name: 'contribution', version: 2, schema: Contribution, upgrades: [(older) => older] }),
);

/**
 * Whether its row stands in the table of national-security process. Releases before there was a compartment for cleared people
 * filed such demands among the others, where they still are.
 */
export const isSecret = ({ demandId, facts }: Pick<Contribution, 'demandId' | 'facts'>): boolean =>
  compartmentOf(demandId) === 'cleared' || !isTold(facts);
