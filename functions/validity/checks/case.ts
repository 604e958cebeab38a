import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Authority, Demand, Target } from '../../shared/demand.schema.ts';
import type { DateName } from '../law/date-name.schema.ts';
import type { AskedItems } from '../law/dictionary.ts';

/** A demand with what is known about it, as the checks see it. */
export type Case = {
  demand: Demand;
  /** Its authority as the paper has it; in the demand stands what the register knows, where it was asked. */
  stated: Authority;
  circumstances: Circumstances;
  /** Items that it asks for. */
  asked: AskedItems;
  /** Single items that the instrument reaches in this case. */
  reached: ReadonlySet<string>;
  /** UTC date of `now`. */
  today: string;
  /** When the paper was served on us, as far as anything says it, and the UTC date of that. */
  service: string;
  dayOfService: string;
  /** The court that the paper names, as `plainWords` writes it; empty where it names none. */
  court: string;
  /** Whether a duty of secrecy binds us. */
  secrecyBinds: boolean;
};

/** Dates of the paper; the day of service is what it says, else when we received it, else today. */
export function dateOf(given: Pick<Case, 'demand' | 'service'>, name: DateName): string | undefined {
  return name === 'service' ? given.service : given.demand.dates?.[name];
}

/** The first of several dates that is known. */
export function firstDate(
  given: Pick<Case, 'demand' | 'service'>,
  names: readonly DateName[],
): string | undefined {
  for (const name of names) {
    const moment = dateOf(given, name);
    if (moment !== undefined) return moment;
  }
  return undefined;
}

export function serviceOf({ dates }: Demand, { now }: Circumstances): string {
  return dates?.served ?? dates?.received ?? now;
}

/** Indexes of the targets for which something holds. */
export function targetsWhere(
  { demand: { targets } }: Pick<Case, 'demand'>,
  holds: (target: Target, index: number) => boolean,
): number[] {
  const found: number[] = [];
  targets.forEach((target, index) => {
    if (holds(target, index)) found.push(index);
  });
  return found;
}
