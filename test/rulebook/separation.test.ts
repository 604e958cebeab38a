import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { FLOOR, separationFaults } from '../../functions/validity/build/separation-faults.ts';
import { Separation } from '../../functions/validity/pages/separation.schema.ts';
import { serveRulebook } from '../../functions/validity/serve-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import { law } from '../validity/law.ts';

const source = loadRulebookSource();
const compiled = compileRulebook(source);
type Rule = Separation['rules'][number];
const rule = (act: Rule['act'], ...notBy: Rule['notBy']): Rule => ({
  id: 'one-more',
  act,
  notBy,
  cite: 'A test',
  says: 'It is there to be tried.',
});

function faultsOf(change: (rules: Rule[]) => Rule[]): string[] {
  const { separation } = compiled.general;
  const general = {
    ...compiled.general,
    separation: { ...separation, rules: change([...separation.rules]) },
  };
  return separationFaults({ ...compiled, general }, source).map(({ message }) => message);
}

describe('rules of separation', () => {
  it('are whole as they are, and may ask for more', () => {
    expect(faultsOf((rules) => rules)).toEqual([]);
    expect(faultsOf((rules) => [...rules, rule('resume', 'review')])).toEqual([]);
  });

  it.each<[string, Rule, string]>([
    ['that nobody could follow', rule('fetch', 'file'), 'No number of people could do fetch'],
    ['that no number of people is enough for', rule('fetch', 'fetch'), 'No number of people is enough'],
    ['of an act that comes first', rule('file', 'review'), 'Nothing is done before file.'],
    ['that never applies', rule('review', 'fetch'), 'review is not done after fetch'],
    ['of a name that is taken', { ...rule('resume', 'review'), id: 'two-calls' }, 'Two rules are called'],
  ])('refuse one %s', (_name, one, message) => {
    expect(faultsOf((rules) => [...rules, one])).toEqual([expect.stringContaining(message)]);
  });

  it.each(FLOOR.map(([act, other]) => [act, other] as const))(
    'never go without %s apart from %s',
    (act, other) => {
      const without = (rules: Rule[]) =>
        rules.map((one) =>
          one.act === act ? { ...one, notBy: one.notBy.filter((before) => before !== other) } : one,
        );
      expect(faultsOf(without)).toContain(`Nothing keeps ${act} apart from ${other}.`);
    },
  );

  it('spare an emergency of two releases who called about it, and nothing else of anybody', () => {
    const unless = { emergency: true, releases: 2 } as const;
    const spared = 'It spares more than who called of an emergency.';
    for (const one of [
      rule('release', 'review'),
      rule('release', 'call-office', 'file'),
      rule('review', 'call-office'),
    ])
      expect(faultsOf((rules) => [...rules, { ...one, unless }])).toEqual([spared]);
    const { separation } = compiled.general;
    for (const few of [{ releases: 2 }, { ...unless, releases: 1 }, { ...unless, emergency: false }])
      expect(
        Separation.safeParse({
          ...separation,
          rules: [{ ...rule('release', 'call-office'), unless: few }],
        }).success,
      ).toBe(false);
  });

  it('know no other acts', () => {
    const { separation } = compiled.general;
    const unknown = { ...separation, rules: [{ ...rule('review'), notBy: ['sleep'] }] };
    expect(Separation.safeParse(unknown).success).toBe(false);
    const { fetch: _fetch, ...acts } = separation.acts;
    expect(Separation.safeParse({ ...separation, acts }).success).toBe(false);
  });

  it('are a page of the rulebook', () => {
    expect(serveRulebook('separation', 'text/html', law).body).toContain(
      '<tr role="row" id="release-is-a-second-look">',
    );
  });
});
