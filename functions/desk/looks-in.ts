import type { DemandView } from './demand-view.schema.ts';
import type { Look } from './tell-looks.ts';

/** What of a view is a look at more than the paper and the state of a demand. */
export function looksIn({ round, determination }: DemandView): Look[] {
  return determination ? [{ what: 'accounts', round }] : [];
}
