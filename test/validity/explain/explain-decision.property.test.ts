import { describe, it } from '@jest/globals';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { explainDecision } from '../../../functions/validity/explain/explain-decision.ts';
import { poolOf } from '../arbitraries/case.ts';
import { forAll } from '../arbitraries/for-all.ts';
import { law } from '../law.ts';

const explained = poolOf(law).map((one) => {
  const determination = decide(law, one.demand, one.circumstances);
  const text = explainDecision(one.demand, determination, law, one.circumstances);
  return { ...one, determination, text };
});

type Explained = (typeof explained)[number];
const section = (text: string, title: string) =>
  text.split('\n\n').find((paragraph) => paragraph.startsWith(`${title}\n`)) ?? '';
const step = (text: string) => section(text, 'What the officer should do next');
/** The text of the first of these that stands where it must not. */
const found = (text: string, pattern: RegExp) => pattern.exec(text)?.[0];

/** What the page and the instrument that it is made as require. */
function requirementsOf({ demand }: Explained) {
  const ofPage = law.specialised(demand.instrument);
  return (ofPage?.actingAs.get(demand.underlying ?? '') ?? ofPage)?.page.all ?? [];
}

describe('every printed decision', () => {
  it('says what is so, and no requirement as a fact', () => {
    forAll(explained, (one) => {
      const said = one.determination.findings.filter(({ outcome }) => outcome !== 'not-applicable');
      return requirementsOf(one).find(({ says }) => {
        const words = says.replace(/\.$/, '');
        return one.text.includes(words) && !said.some(({ explanation }) => explanation.includes(words));
      })?.says;
    });
  });

  it('produces nothing where nothing is disclosed', () => {
    forAll(explained, ({ determination: { outcome }, demand, text }) => {
      const isKeeping = law.instruments[demand.instrument]?.mode === 'preserve';
      const isNothing = isKeeping || ['reject', 'redirect', 'preserve'].includes(outcome);
      return isNothing
        ? found(
            text,
            /^What (may|could) be produced|told when the data is disclosed|must release it|is only kept/m,
          )
        : found(text, /^What (is|is not|could be|was to be) kept|is only kept/m);
    });
  });

  it('gives each thing one end', () => {
    forAll(explained, ({ determination: { outcome, preserve }, text }) => {
      if (/The order runs until/.test(text) && /The order has ended|Without an order, what/.test(text))
        return 'an order that runs and has ended';
      const times = section(text, 'Times and release');
      const isKept = preserve || outcome === 'preserve';
      if (!isKept && /data is kept (until|meanwhile)/.test(times)) return 'kept, and not';
      if (isKept && /is not kept, since/.test(times)) return 'not kept, and kept';
      return (text.match(/The order runs until|data is kept until/g) ?? []).length > 1
        ? 'two ends'
        : undefined;
    });
  });

  it('gives a ground for whatever is not simply granted, each once', () => {
    forAll(explained, ({ determination: { outcome }, text }) => {
      const why = section(text, 'Why').split('\n').slice(1);
      if (['reject', 'redirect', 'refer', 'hold', 'suspend'].includes(outcome) && why.length === 0)
        return 'no ground';
      if (outcome === 'narrow' && section(text, 'What may not be produced') === '')
        return 'nothing is left out';
      return new Set(why).size < why.length ? 'a ground twice' : undefined;
    });
  });

  it('says what is to be done, and what is to be stated', () => {
    forAll(explained, ({ determination: { outcome }, text }) => {
      if (/- Nothing[.,]/.test(step(text)) && outcome !== 'accept') return 'nothing to be done';
      if (/\b[Ww]e keep\b/.test(step(text))) return 'a promise';
      return found(step(text), /- State (it|what is missing)\b.*/);
    });
  });

  it('leaves nothing to people here where the demand is over', () => {
    forAll(explained, ({ determination: { outcome }, text }) =>
      outcome === 'reject' || outcome === 'redirect'
        ? found(section(text, 'Why'), /(To be decided by|For) a person here|Not settled|To be waited for/)
        : undefined,
    );
  });

  it('cites no law of another jurisdiction', () => {
    const elsewhere: Readonly<Record<string, RegExp>> = {
      us: /Regulation \(E|StPO|TDDDG|Investigatory Powers|Criminal Code s\.|BNSS|Lei 12/,
      eu: /\bUSC\b|Fed\. R\.|StPO|TDDDG|Investigatory Powers|Criminal Code s\.|BNSS|Lei 12/,
      de: /Fed\. R\.|Regulation \(E|Investigatory Powers|Criminal Code s\.|BNSS|Lei 12/,
      uk: /Fed\. R\.|Regulation \(E|StPO|TDDDG|Criminal Code s\.|BNSS|Lei 12/,
    };
    forAll(explained, ({ demand, text }) => {
      const foreign = elsewhere[demand.instrument.split('/')[0] ?? ''];
      return foreign && found(text, foreign);
    });
  });

  it('tells nobody but the reviewer whether we have an account', () => {
    forAll(explained, ({ demand, determination, text }) => {
      const toOfficer = explainDecision(demand, determination, law);
      return found(`${toOfficer}${text.split('For the reviewer')[0]}`, /accounts? of ours/);
    });
  });
});
