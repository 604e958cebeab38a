import { parsePeriod } from '../period.ts';
import type { Cell, ChangeReason, Reason } from '../report.schema.ts';
import { ALL, WORLD } from '../report.schema.ts';

const NUMBER = new Intl.NumberFormat('en');
const COUNTRY = new Intl.DisplayNames(['en'], { type: 'region' });

export const numberText = (value: number): string => NUMBER.format(value);

/** With a space at which no line is broken. */
export const percentText = (value: number): string => `${value}\u00a0%`;

/** A number, a range, or why there is neither: nobody may take one of these for another. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '0';
  const { state, low, high } = cell;
  if (state === 'not_applicable') return 'does not apply';
  if (state === 'suppressed') return 'too few to tell';
  if (low === null || high === null) return 'not published';
  return low === high ? numberText(low) : `${numberText(low)}–${numberText(high)}`;
}

export const countryText = (country: string): string =>
  country === WORLD ? 'World' : (COUNTRY.of(country) ?? country);

/** A page of the rulebook by its id: `us/search-warrant` is a search warrant of the US. */
export function instrumentText(instrument: string): string {
  if (instrument === ALL) return 'All';
  const [country = '', name] = instrument.split('/');
  return name === undefined ? sentence(country) : `${sentence(name)} (${country.toUpperCase()})`;
}

/** An identifier of ours as words: `non-content` is Non-content. */
export const sentence = (name: string): string => {
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** `2026-H1` is January to June 2026; a span is told by its first and last day. */
export function periodText(label: string): string {
  const period = parsePeriod(label);
  if (period?.cadence === 'span') {
    const last = new Date(period.to.getTime() - 1);
    return [period.from, last].map((day) => day.toISOString().slice(0, 10)).join(' to ');
  }
  const [year, half] = label.split('-');
  if (half === 'H1') return `January to June ${year}`;
  return half === 'H2' ? `July to December ${year}` : label;
}

/** An instant to the minute, with its zone. */
export const instantText = (instant: string): string =>
  `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

const REASONS: Readonly<Record<ChangeReason | Reason, string>> = {
  interim: 'the period was not over',
  late_arrival: 'became known later',
  correction: 'was wrong',
  delay_expired: 'may be told now',
  gag_lifted: 'its secrecy ended',
  method_change: 'is counted in another way',
  retraction: 'taken back',
  miscategorised: 'stood in the wrong place',
  error: 'was wrong',
};

/** Why an edition, or a number of it, is another. */
export const reasonText = (reason: ChangeReason | Reason): string => REASONS[reason];
