import type { Options } from './options.ts';
import type { Result } from './simulate.ts';

const count = (value = 0) => value.toLocaleString('en-US');
const MOST = 50;

/** What happened, in lines that a person reads; each breach with its demand and its dates. */
export function printedResult(
  { seed, demands, months, from }: Options,
  result: Result,
  seconds: number,
): string {
  const { counts, audit, troubles, letters, breaches, fingerprint } = result;
  const of = (name: string) => counts[name] ?? 0;
  const event = (action: string) => of(`event ${action}`);
  const rows = (title: string, all: readonly (readonly [string, number])[]) => [
    `\n${title}`,
    ...all.map(([name, value]) => `  ${count(value).padStart(9)}  ${name}`),
  ];
  const lines = [
    `${months} months from ${from}, ${count(demands)} demands, seed ${seed}: ${Math.round(seconds)} s`,
    ...rows('What happened', [
      ['demands filed', event('demand.filed')],
      ['of them closed', event('demand.closed')],
      ['disclosures made available', event('disclosure.available')],
      ['refused, or sent elsewhere', event('demand.refused') + event('demand.redirected')],
      ['preservations placed', event('preservation.placed')],
      ['  renewed', event('preservation.renewed')],
      ['  ended', event('preservation.ended')],
      ['amended, called back or answered by others', event('demand.clarified')],
      ['taken back', event('demand.withdrawn')],
      ['waits for another authority that ended', event('suspension.ended')],
      ['orders of silence that came', event('secrecy.recorded')],
      ['silences that ended', event('secrecy.expired')],
      ['objections before courts', event('objection.brought')],
      ['demands that failed', event('demand.failed')],
      ['executions started again', event('execution.restarted')],
      ['events in the ledgers', of('events')],
    ]),
    ...rows('What people asked for and was refused with a reason', [
      ['requests', of('refused with a reason')],
    ]),
    ...rows('What went wrong around it', [
      ...Object.entries(troubles),
      ['runs of a sweep that left something for the next', of('runs that left something')],
    ]),
    ...rows('Dates and letters, counted again', [
      ['dates that passed', audit.dates],
      ['  met before', audit.met],
      ['  not met, and people were told in time', audit.escalated],
      ['letters that reached customers', letters],
      ['demands whose customers were told', audit.told],
      ['demands that are still silent', audit.silent],
    ]),
    `\nFingerprint ${fingerprint.slice(0, 16)}: the same seed gives the same.`,
    breaches.length === 0
      ? 'No breach: every date was met or told of, each customer was told once, none early, none forgotten.'
      : `${count(breaches.length)} BREACHES`,
    ...breaches
      .slice(0, MOST)
      .map(({ number, demandId, rule, says }) => `  demand ${number} (${demandId}): ${rule}: ${says}`),
    ...(breaches.length > MOST ? [`  and ${count(breaches.length - MOST)} more`] : []),
  ];
  return lines.join('\n');
}
