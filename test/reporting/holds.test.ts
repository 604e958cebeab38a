import { holds } from '../../functions/reporting/holds.ts';

describe('what a reader holds already', () => {
  test.each([['"abc"'], ['W/"abc"'], ['"x", "abc"'], ['"x",W/"abc"'], ['*']])('is told by %s', (header) => {
    expect(holds(header, '"abc"')).toBe(true);
  });

  test.each([[undefined], [''], ['"x"'], ['abc'], ['"abcd"'], ['"ab", "c"']])(
    'is not told by %s',
    (header) => {
      expect(holds(header, '"abc"')).toBe(false);
    },
  );
});
