import { describe, expect, it } from '@jest/globals';
import type { Circumstances } from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { explainDecision } from '../../../functions/validity/explain/explain-decision.ts';
import { law, sampleOf } from '../law.ts';
import { mergeExample } from '../merge-example.ts';

function explain(id: string, demand: Partial<Demand> = {}, known: Partial<Circumstances> = {}): string {
  const sample = sampleOf(id);
  const asked = { ...sample.demand, ...demand };
  const circumstances = { ...sample.circumstances, ...known };
  return explainDecision(asked, decide(law, asked, circumstances), law, circumstances);
}

const part = (text: string, title: string) =>
  text.split('\n\n').find((paragraph) => paragraph.startsWith(`${title}\n`)) ?? '';

describe('an explanation', () => {
  it('says what may be produced, what not and on what authority, and what to do', () => {
    const text = explain('us/2703d-order', { data: ['traffic', 'content'] });
    expect(text).toMatch(/^Decision on a demand: Court order under 18 USC 2703\(d\)\n=+\n/);
    expect(part(text, 'Outcome')).toContain('Part of what is asked may go to review.');
    expect(part(text, 'What may be produced')).toContain('(traffic)');
    expect(part(text, 'What may not be produced')).toMatch(
      /\(content\): Content is asked for.*Provider policy/,
    );
    expect(part(text, 'What the officer should do next')).toContain('Obtain a search warrant for content');
    expect(text).toContain(`rulebook ${law.version}`);
  });

  it('names the targets that are left out by their number', () => {
    const targets = [
      { type: 'email', value: 'someone@example.com' } as const,
      { type: 'keyword', value: 'harvest' } as const,
    ];
    const text = explain('us/search-warrant', { targets });
    expect(part(text, 'What may not be produced')).toContain('Target number 2: A range of addresses');
    expect(text).not.toMatch(/someone@|harvest/);
  });

  it('says that a wish for secrecy does not bind us and that the customer will be told', () => {
    const secrecy = { basis: '18 USC 2705(a)', orderedBy: 'agency' } as const;
    const told = part(explain('us/search-warrant', { secrecy }), 'Telling the customer');
    expect(told).toContain('that does not bind us');
    expect(told).toContain('The customer will be told when the data is disclosed');
    expect(part(explain('us/search-warrant'), 'Telling the customer')).not.toContain('does not bind');
  });

  it('says when secrecy that binds ends, and when it has ended', () => {
    const until = (day: string) =>
      part(
        explain('us/search-warrant', {
          secrecy: { basis: '18 USC 2705(b)', orderedBy: 'court', until: day },
        }),
        'Telling the customer',
      );
    expect(until('2027-01-01')).toContain('told when it ends, on 1 January 2027');
    expect(until('2026-10-01')).toMatch(/has ended\. The customer will be told when/);
  });

  it('says of a refusal why, and that data is kept while a defect can be cured', () => {
    const late = { dates: { issued: '2026-08-01', served: '2026-10-06' } };
    const text = explain('us/search-warrant', late);
    expect(part(text, 'Why')).toContain(
      'The warrant names no last day and was served later than fourteen days after issue',
    );
    expect(part(text, 'Times and release')).toContain('The data is kept until 4 January 2027.');
    expect(part(text, 'What may be produced')).toBe('');
    const unsigned = part(explain('us/search-warrant', { ...late, signatures: [] }), 'Times and release');
    expect(unsigned).toContain('The data is not kept');
  });

  it('names in a refusal what falls, and not what the instrument reaches', () => {
    const why = part(explain('us/search-warrant', { data: ['content', 'location'], signatures: [] }), 'Why');
    expect(why).toContain('Left out: Location as it arises (location.live): ');
    expect(why).not.toContain('content)');
  });

  it('says what a paper does not show', () => {
    const text = explain('us/wiretap-order', { dates: {} });
    expect(part(text, 'Why')).toContain(
      'The order says neither when it was entered nor when the interception began',
    );
    expect(part(text, 'What the officer should do next')).toContain('State it, or a person here decides.');
  });

  it('considers what had something to look at, by the law of the instrument', () => {
    const considered = part(explain('eu/epoc'), 'Considered, and met');
    expect(considered).toContain('Regulation (EU) 2023/1543 art. 3(8)-(12)');
    expect(considered).not.toMatch(/Warshak|USC|call-back|organisation/);
    expect(considered).not.toMatch(/[a-z]+:[a-z]/);
    const called = explain('us/search-warrant', {}, { authenticity: { callback: 'confirmed', signals: [] } });
    expect(part(called, 'Considered, and met')).toContain('No office that was called');
  });

  it('knows the instrument that a treaty order was made as', () => {
    const text = explain('us/mlat-order');
    expect(text).toContain('Made as: Search warrant for stored data');
    expect(part(text, 'Considered, and met')).toContain('The warrant states the period');
  });

  it('explains a demand under an instrument that nobody knows', () => {
    const text = explain('us/search-warrant', { instrument: 'us/writ-of-old' });
    expect(text).toContain('an instrument that the rulebook does not know');
    expect(part(text, 'What the officer should do next')).toContain('Name an instrument of the rulebook.');
  });

  it.each(Object.keys(law.instruments))('is whole for every example of %s', (id) => {
    const page = law.instruments[id];
    for (const example of page?.examples ?? []) {
      const { demand, circumstances } = mergeExample(sampleOf(id), example);
      const text = explainDecision(demand, decide(law, demand, circumstances), law, circumstances);
      expect(text).not.toMatch(/undefined|\[object|NaN| {2,}\n|- \n|\(\)/);
      expect(part(text, 'Telling the customer')).not.toBe('');
      for (const { value } of demand.targets) if (value.length > 4) expect(text).not.toContain(value);
    }
  });
});
