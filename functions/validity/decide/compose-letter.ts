import type { Demand } from '../../shared/demand.schema.ts';
import type { Letters, LetterTexts } from '../pages/letters.schema.ts';
import type { Rulebook } from './rulebook.ts';
import type { SilenceKept } from './silence-kept.ts';

/** What a letter tells, of one account alone. */
export type LetterCase = {
  demand: Pick<Demand, 'authority' | 'instrument' | 'period'>;
  receivedAt: string;
  account: string;
  /** Leaf items of which something was given out. */
  given: readonly string[];
  /** What kept us from telling the customer before. */
  kept?: SilenceKept | undefined;
  locale?: string | undefined;
};

export type Letter = { locale: string; subject: string; text: string; html: string };
type Law = { letters: Letters; instruments: Rulebook['instruments'] };

/**
 * The customer's letter in plain words: who asked, under what law, for what, what was given, and how to challenge it. It tells
 * of one account and names no other, no other target and no person of the authority. Nothing in it is fetched from anywhere.
 */
export function composeLetter(about: LetterCase, law: Law): Letter {
  const locale = localeFor(about.locale, law.letters);
  const texts = law.letters.locales[locale];
  if (!texts) throw new RangeError(`no letter in ${locale}`);
  const words = wordsOf(about, locale, law);
  const paragraphs = texts.paragraphs
    .filter(({ when }) => when === undefined || holds(when, about))
    .flatMap(({ when, says }) => {
      const said = filled(says, words);
      return when === 'given'
        ? [said, ...familiesOf(about.given).map((one) => `- ${dataText(one, texts)}`)]
        : [said];
    });
  const challenge = filled(challengeOf(about.demand.instrument, texts), words);
  const all = [...paragraphs, challenge];
  const subject = filled(texts.subject, words);
  return { locale, subject, text: `${all.join('\n\n')}\n`, html: htmlOf(locale, subject, all) };
}

/** The language asked for, or its plain form, or the one for everybody else. */
function localeFor(wanted: string | undefined, { locales, otherwise }: Letters): string {
  const plain = wanted?.split('-', 1)[0];
  return [wanted, plain].find((one) => one !== undefined && Object.hasOwn(locales, one)) ?? otherwise;
}

type When = NonNullable<LetterTexts['paragraphs'][number]['when']>;

const holds = (when: When, { kept, given, demand }: LetterCase): boolean =>
  ({
    delayed: kept?.bound !== undefined,
    unproven: kept?.isUnproven === true,
    'told-at-once': kept?.bound === undefined && kept?.isUnproven !== true,
    period: demand.period !== undefined,
    given: given.length > 0,
    'nothing-given': given.length === 0,
  })[when];

function wordsOf(about: LetterCase, locale: string, { instruments }: Law): Record<string, string> {
  const { demand, receivedAt, account, kept } = about;
  const page = instruments[demand.instrument];
  const day = (moment: string | undefined) => (moment === undefined ? '' : dayText(moment, locale));
  const country = new Intl.DisplayNames([locale], { type: 'region' }).of(demand.authority.country);
  return {
    authority: onOneLine(demand.authority.name),
    country: country ?? demand.authority.country,
    instrument: page?.title ?? demand.instrument,
    citation: page?.citation ?? '',
    received: day(receivedAt),
    from: day(demand.period?.from),
    to: day(demand.period?.to),
    until: day(kept?.bound?.until),
    account,
  };
}

/** What a demand says of itself writes no paragraph of ours, and no header. */
const onOneLine = (said: string) => said.replaceAll(/\s+/gu, ' ').trim();

const dayText = (moment: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(moment));

const familiesOf = (items: readonly string[]) => [
  ...new Set(items.map((item) => item.split('.', 1)[0] ?? item)),
];
const dataText = (family: string, { data }: LetterTexts) => data[family] ?? family;

const challengeOf = (instrument: string, { challenge }: LetterTexts): string =>
  challenge[instrument] ?? challenge[instrument.split('/', 1)[0] ?? ''] ?? challenge.otherwise ?? '';

const filled = (says: string, words: Record<string, string>) =>
  says.replaceAll(/\{([a-z]+)\}/g, (_all, word: string) => words[word] ?? '').trim();

function htmlOf(locale: string, subject: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((one) => `<p>${escaped(one)}</p>`).join('\n');
  return `<!doctype html>\n<html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>\n<body>\n${body}\n</body></html>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
