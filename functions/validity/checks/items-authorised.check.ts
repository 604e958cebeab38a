import { check } from './check.ts';
import { MET } from './verdict.ts';

/** Whether the instrument reaches what is asked of the items that the rule guards. */
export const itemsAuthorised = check('items-authorised', {
  group: 'scope',
  parameters: {},
  words: {},
  asks: (_, { guards }) => {
    const guarded = new Set(guards);
    return ({ asked: { items }, reached }) => {
      const beyond = items.filter((item) => guarded.has(item) && !reached.has(item));
      return beyond.length === 0 ? MET : { is: 'failed', items: beyond };
    };
  },
});
