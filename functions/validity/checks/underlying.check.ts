import { Demand } from '../../shared/demand.schema.ts';
import { some } from '../law/text.schema.ts';
import { linksTo } from '../words/phrase.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** As which domestic instrument a treaty order was made. */
export const underlying = check('underlying', {
  group: 'issuing',
  parameters: { anyOf: some(Demand.shape.instrument) },
  words: { anyOf: { label: 'Made as one of', say: (pages) => linksTo('', pages) } },
  asks:
    ({ anyOf }) =>
    ({ demand: { underlying } }) =>
      metIf(underlying !== undefined && anyOf.includes(underlying)),
});
