import type { StandingObjection } from '../../functions/ledger/objections.ts';

/** What a record has of a demand that a court set aside, all of it. */
export const QUASHED: { objections: StandingObjection[] } = {
  objections: [{ objection: 1, holds: 'production', state: 'granted' }],
};
