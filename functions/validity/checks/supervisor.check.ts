import { check } from './check.ts';
import { refusedAs, refuseOn } from './parameters.ts';
import { metIf } from './verdict.ts';

/** What came of asking a superior. */
export const supervisor = check('supervisor', {
  group: 'genuine',
  parameters: { refuseOn },
  words: { refuseOn: refusedAs('the question to a superior') },
  asks: ({ refuseOn }) => {
    const refused: ReadonlySet<string> = new Set(refuseOn);
    return ({ circumstances: { authenticity } }) =>
      metIf(!refused.has(authenticity?.supervisor ?? 'not-made'));
  },
  hadWork: (_, { circumstances }) => circumstances?.authenticity?.supervisor !== undefined,
});
