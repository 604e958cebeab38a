import { describe, expect, it } from '@jest/globals';
import { remember } from '../../functions/validity/remember.ts';
import { rememberLists } from '../../functions/validity/remember-lists.ts';

describe('what is remembered of texts', () => {
  it('is answered once for a short text, even where the answer is no', () => {
    const asked: string[] = [];
    const isLong = remember((text) => {
      asked.push(text);
      return text.length > 5;
    });
    expect([isLong('judge'), isLong('judge'), isLong('clerk-of-court'), isLong('judge')]).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(asked).toEqual(['judge', 'clerk-of-court']);
  });

  it('is never a long text, and never more than so many', () => {
    let asked = 0;
    const count = remember(() => {
      asked += 1;
      return asked;
    });
    const long = 'x'.repeat(81);
    count(long);
    count(long);
    expect(asked).toBe(2);
    for (let n = 0; n < 1001; n++) count(`role-${n}`);
    asked = 0;
    count('role-0');
    expect(asked).toBe(1);
  });
});

describe('what is remembered of lists', () => {
  const counted = (isKept = true) => {
    const asked: string[][] = [];
    const answer = rememberLists(
      (words) => {
        asked.push([...words]);
        return { words: words.join('+') };
      },
      () => isKept,
    );
    return { asked, answer };
  };

  it('is answered once for the same words in the same order, and apart for a longer, shorter or turned list', () => {
    const { asked, answer } = counted();
    const lists = [['a', 'b'], ['a'], ['b', 'a'], ['a', 'b', 'c'], [], ['a,b']];
    for (const list of [...lists, ...lists]) expect(answer(list)).toEqual({ words: list.join('+') });
    expect(asked).toEqual(lists);
    expect(answer(['a', 'b'])).toBe(answer(['a', 'b']));
  });

  it('is nothing that is not to be kept, and no endless list', () => {
    const strange = counted(false);
    strange.answer(['a']);
    strange.answer(['a']);
    expect(strange.asked).toHaveLength(2);
    const long = counted();
    const list = Array.from({ length: 41 }, (_, n) => `item-${n}`);
    long.answer(list);
    long.answer(list);
    expect(long.asked).toHaveLength(2);
  });

  it('is forgotten as a whole once it is too much', () => {
    const { asked, answer } = counted();
    for (let n = 0; n < 101; n++) answer([`item-${n}`]);
    answer(['item-0']);
    expect(asked).toHaveLength(102);
  });
});
