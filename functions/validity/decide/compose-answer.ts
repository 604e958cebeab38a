import type { Demand } from '../../shared/demand.schema.ts';
import type { Answers, ToldDecision } from '../pages/answers.schema.ts';
import type { Instrument } from '../pages/instrument.ts';

/** What an answer is about: the paper and what people decided, and nothing that was found of accounts. */
export type AnswerCase = {
  id: string;
  demand: Pick<Demand, 'authority' | 'instrument' | 'reference'>;
  receivedAt: string;
  /** What was approved, as the rulebook calls it. */
  items?: readonly string[] | undefined;
  /** Until when an answer is awaited. */
  due?: string | undefined;
  /** The fields that an answer is asked for. */
  fields?: readonly string[] | undefined;
};

export type Answer = { locale: string; says: string };
/** The law that answers are made by. */
export type AnswerLaw = {
  general: { answers: Answers };
  instruments: Readonly<Record<string, Pick<Instrument, 'title' | 'citation'>>>;
};

/** What who filed a demand is told of a decision: the rulebook's words for its reason, in the language of the authority. */
export function composeAnswer(
  decision: ToldDecision,
  reason: string,
  about: AnswerCase,
  { general: { answers }, instruments }: AnswerLaw,
): Answer {
  const locale = localeFor(about.demand.authority.country, answers);
  const says = answers.locales[locale]?.told[decision][reason];
  if (says === undefined) throw new RangeError(`no answer in ${locale} for ${decision} ${reason}`);
  const words = wordsOf(about, locale, instruments);
  return { locale, says: says.replaceAll(/\{([a-z]+)\}/g, (_all, word: string) => words[word] ?? '').trim() };
}

function localeFor(country: string, { locales, otherwise }: Answers): string {
  return Object.entries(locales).find(([, { countries }]) => countries.includes(country))?.[0] ?? otherwise;
}

function wordsOf(
  { id, demand, receivedAt, items = [], due, fields = [] }: AnswerCase,
  locale: string,
  instruments: AnswerLaw['instruments'],
): Record<string, string> {
  const page = instruments[demand.instrument];
  const day = (moment: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(moment));
  return {
    reference: demand.reference ?? id,
    instrument: page?.title ?? demand.instrument,
    citation: page?.citation ?? '',
    authority: demand.authority.name,
    received: day(receivedAt),
    items: items.join(', '),
    due: due === undefined ? '' : day(due),
    fields: fields.join(', '),
  };
}
