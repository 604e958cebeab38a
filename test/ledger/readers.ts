/** What a deployment reads stored items with: kept as one file with the golden files of each version. */
export { RECORD } from '../../functions/ledger/demand-record.schema.ts';
export { readEvent } from '../../functions/ledger/event.schema.ts';
export { partKindOf } from '../../functions/ledger/part-kinds.ts';
export { rebuildChain } from '../../functions/ledger/rebuild-chain.ts';
export { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
