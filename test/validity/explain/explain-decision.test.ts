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
  it('says of an order to intercept that nothing is captured here', () => {
    const text = explain('us/wiretap-order');
    expect(text).toContain('Ask us separately who carries out interception');
    expect(text).toContain('Nothing of them is captured or disclosed here');
    expect(explain('us/search-warrant')).not.toContain('interception');
  });

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

  it('says that a wish for secrecy shows no duty that binds us, and that the customer will be told', () => {
    const secrecy = { basis: '18 USC 2705(a)', orderedBy: 'agency' } as const;
    const told = part(explain('us/search-warrant', { secrecy }), 'Telling the customer');
    expect(told).toContain('shows no duty that we know to bind us');
    expect(told).toContain('The customer will be told when the data is disclosed');
    expect(part(explain('us/search-warrant'), 'Telling the customer')).not.toContain('speaks of secrecy');
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
    expect(part(text, 'What the officer should do next')).toContain(
      'nor when the interception began. State it, or a person here decides without it.',
    );
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

  it('says of an emergency without an order when it ends, and asks for the order', () => {
    const begun = {
      issuer: { role: 'designated-officer' },
      signatures: [{ role: 'designated-officer' }],
      emergency: { danger: 'death' as const, reasons: 'A person is missing.' },
      dates: { installed: '2026-10-07T11:00:00Z', served: '2026-10-07' },
    };
    const text = explain('us/pen-register-order', begun, {
      now: '2026-10-07T12:00:00Z',
      authenticity: { callback: 'confirmed', supervisor: 'confirmed', signals: [] },
    });
    expect(part(text, 'Times and release')).toContain(
      'Without an order, what was begun in the emergency ends on 9 October 2026, 11:00 UTC (18 USC 3125(b)).',
    );
    expect(text).not.toContain('The order runs until');
    expect(part(text, 'What the officer should do next')).toContain('Have the order made and serve it');
  });

  it('says of what is asked elsewhere why, and nothing of what may be produced', () => {
    const text = explain('ca/production-order', { data: ['content'] });
    expect(part(text, 'Outcome')).toContain('It must be asked elsewhere');
    expect(part(text, 'Why')).toMatch(/Left out: .*\(content\): A Canadian order reaches no content/);
    expect(text).not.toMatch(/produced, depending|may (not )?be produced/);
    const keeping = explain('eu/epoc-pr', { addressedTo: 'parent' });
    expect(keeping).not.toContain('What is kept\n');
  });

  it('says of a preservation what is kept and what is not, and what has to follow', () => {
    const text = explain('us/preservation-request', { data: ['content', 'location.live'] });
    expect(part(text, 'What is kept')).toContain('(content)');
    expect(part(text, 'What is not kept')).toContain('(location.live)');
    expect(part(text, 'What the officer should do next')).toContain('before the keeping ends');
    expect(text).not.toContain('may be produced');
    const late = explain('us/preservation-request', {}, { now: '2028-10-07T12:00:00Z' });
    expect(late).not.toMatch(/data is kept(;| until)|What is kept/);
    expect(part(late, 'Times and release')).toContain('The time for which the data is kept ended on');
  });

  it('says of a preservation that a person decides what could be kept', () => {
    const text = explain('us/preservation-request', { data: ['content', 'horoscope'] });
    expect(part(text, 'Outcome')).toContain('before the demand is answered');
    expect(part(text, 'What could be kept, depending on that')).toContain('(content)');
    expect(text).not.toMatch(/must release|What is kept/);
  });

  it('names one fault once, by the rule that is closest to it', () => {
    const uncited = part(explain('us/administrative-subpoena', { cites: [] }), 'Why');
    expect(uncited).toContain('cites no statute, or only such as give no power');
    expect(uncited.split('\n')).toHaveLength(2);
    const state = {
      name: 'Ohio Department of Taxation',
      country: 'US',
      level: 'state',
      kind: 'regulator',
    } as const;
    const ofState = part(explain('us/administrative-subpoena', { cites: [], authority: state }), 'Why');
    expect(ofState.split('\n')).toHaveLength(2);
    const basis = part(explain('de/inventory-data-request', { cites: [] }), 'Why');
    expect(basis.split('\n')).toHaveLength(2);
    const content = part(
      explain('xx/foreign-order', { data: ['subscriber', 'content'] }),
      'What may not be produced',
    );
    expect(content.split('\n')).toHaveLength(2);
    const area = [{ type: 'geofence', value: '0,0,100' } as const];
    expect(part(explain('us/2703d-order', { targets: area }), 'Why').match(/An area is/g)).toHaveLength(1);
  });

  it('says of each target by which rule it falls', () => {
    const targets = [
      { type: 'email', value: 'someone@example.com' } as const,
      { type: 'keyword', value: 'harvest' } as const,
      { type: 'geofence', value: '0,0,100' } as const,
    ];
    const out = part(explain('us/2703d-order', { targets }), 'What may not be produced');
    expect(out).toContain('Target number 2: A range of addresses');
    expect(out).toContain('Target number 3: An area');
  });

  it('leaves open in a refusal what nobody decides any more', () => {
    const text = explain('us/trial-subpoena', {
      issuer: { role: 'defendant' },
      data: ['subscriber', 'horoscope'],
    });
    expect(part(text, 'Why')).toContain('Left open: The demand names no data, or some that');
    expect(text).not.toContain('To be decided by a person here');
    expect(part(text, 'What the officer should do next')).toContain(
      'Should the demand be made again: Name items',
    );
  });

  it('does not say what could be produced where the demand fails in any case', () => {
    const signals = ['free-mail', 'reply-to-differs'] as const;
    const text = explain(
      'us/2703d-order',
      { signatures: [] },
      { authenticity: { callback: 'pending', signals: [...signals] } },
    );
    expect(part(text, 'Outcome')).toContain('nothing is disclosed before it is');
    expect(part(text, 'Why')).toContain('Against the demand in any case: ');
    expect(text).not.toMatch(/be produced|must release|will be told/);
  });

  it('promises no keeping beside a refusal that keeps nothing', () => {
    for (const { all } of Object.values(law.instruments))
      for (const { otherwise } of all)
        expect(otherwise.do).not.toMatch(/\b[Ww]e keep\b|data is kept|decided without/);
  });

  it('asks for nothing in vain: secrecy is not to be ordered for what is not disclosed', () => {
    const secrecy = { basis: '18 USC 2705(a)', orderedBy: 'agency' } as const;
    const refused = part(explain('us/search-warrant', { secrecy, signatures: [] }), 'Telling the customer');
    expect(refused).toContain('shows no duty');
    expect(refused).not.toContain('please send');
    const until = { basis: '18 USC 2705(b)', orderedBy: 'court', until: '2027-01-01' } as const;
    const bound = part(
      explain('us/search-warrant', { secrecy: until, signatures: [] }),
      'Telling the customer',
    );
    expect(bound).toContain('binds us until 1 January 2027. Nothing is disclosed');
    expect(part(explain('us/wiretap-order', { signatures: [] }), 'Telling the customer')).toContain(
      'Nothing is disclosed, and the customer is not told',
    );
  });

  it('cites for the reach what reaches the items that are left', () => {
    const named = part(explain('br/marco-civil-order', { data: ['subscriber.name'] }), 'Considered, and met');
    expect(named).toContain('lies within what the instrument reaches (Lei 12.965/2014 art. 10 § 3).');
  });

  it('leaves alone whether a duty of secrecy binds that comes with a paper without effect', () => {
    const other = {
      name: 'Bureau of Prisons',
      country: 'US',
      level: 'federal',
      kind: 'law-enforcement',
    } as const;
    expect(
      part(explain('us/national-security-letter', { authority: other }), 'Telling the customer'),
    ).toContain('Nothing is disclosed, and the customer is not told (18 USC 2709(c)(1)).');
  });

  it('says that a person looks first at whether the customer may be told', () => {
    expect(part(explain('xx/foreign-order'), 'Telling the customer')).toContain(
      'told when the data is disclosed, unless what the reviewer finds stands against it',
    );
    expect(part(explain('us/2703d-order'), 'Telling the customer')).toContain(
      'told when the data is disclosed (',
    );
  });

  it('takes no order for what its page does not let it be made as', () => {
    expect(explain('us/mlat-order', { underlying: 'eu/epoc' })).not.toMatch(/Made as|2023\/1543/);
  });

  it('cites the law of the State whose warrant it is', () => {
    const authority = {
      name: 'Police',
      country: 'US',
      state: 'US-NY',
      level: 'state',
      kind: 'law-enforcement',
    } as const;
    const dates = { issued: '2026-09-01', served: '2026-10-06' };
    const why = part(explain('us/search-warrant', { authority, dates }), 'Why');
    expect(why).toContain('(N.Y. Crim. Proc. Law 690.30(1); expired before service)');
    expect(why).not.toMatch(/Cal\.|O\.C\.G\.A\.|D\.C\./);
  });

  it('does not say that an instrument was law beside what doubts it', () => {
    const text = explain('us/fisa-702-directive', { dates: { issued: '2026-10-05', served: '2026-10-06' } });
    expect(part(text, 'Why')).toContain('was reported to have lapsed');
    expect(text).not.toContain('was law on the day of service');
  });

  it('tells the reviewer alone which targets name no account, and what follows', () => {
    const accounts = [{ target: 0, matched: false, customer: 'consumer' } as const];
    const approved = part(explain('us/2703d-order', {}, { accounts }), 'For the reviewer');
    expect(approved).toContain('Target number 1 names no account of ours: approving it');
    const refused = part(explain('us/2703d-order', { signatures: [] }, { accounts }), 'For the reviewer');
    expect(refused).toContain('Target number 1 names no account of ours.');
    const kept = part(explain('us/preservation-request', {}, { accounts }), 'For the reviewer');
    expect(kept).toContain('there is nothing to keep for it');
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
