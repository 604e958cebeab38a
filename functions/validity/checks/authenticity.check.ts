import { check } from './check.ts';
import { refusedAs, refuseOn } from './parameters.ts';
import { metIf } from './verdict.ts';

/** What came of calling the office back. */
export const authenticity = check('authenticity', {
  group: 'genuine',
  parameters: { refuseOn },
  words: { refuseOn: refusedAs('the call-back') },
  asks: ({ refuseOn }) => {
    const refused: ReadonlySet<string> = new Set(refuseOn);
    return ({ circumstances: { authenticity } }) => metIf(!refused.has(authenticity?.callback ?? 'not-made'));
  },
  hadWork: (_, { circumstances }) => circumstances?.authenticity?.callback !== undefined,
});
