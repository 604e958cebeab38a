import { PART_KINDS } from '../../functions/ledger/part-kinds.ts';
import { PARTS } from '../../scripts/fsck/raw-demand.ts';

it('fsck knows every kind of item that may stand beside a demand', () => {
  expect([...PARTS].sort()).toEqual(PART_KINDS.map(({ prefix }) => prefix).sort());
});
