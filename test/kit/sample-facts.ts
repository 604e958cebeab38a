import type { Facts } from '../../functions/ledger/facts.schema.ts';

/** Facts of a federal subpoena that waits for its decision; tests change what they are about. */
export const sampleFacts = (change: Partial<Facts> = {}): Facts => ({
  receivedAt: '2026-11-23T09:00:00.000Z',
  country: 'US',
  level: 'federal',
  authorityKind: 'prosecutor',
  instrument: 'us/grand-jury-subpoena',
  series: 'criminal',
  identifiers: 1,
  accounts: 1,
  enterprise: false,
  outcome: 'pending',
  narrowed: false,
  secrecy: false,
  notice: 'none',
  ...change,
});
