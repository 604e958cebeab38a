import type { Target } from '../shared/demand.schema.ts';
import type { InstantRange } from '../shared/instant-range.ts';

/** A time during which an identifier named one account: instants, `to` outside. Absent: not known, or not over. */
export type Held = { from?: string | undefined; to?: string | undefined };

/** What the provider's directory says of an account that an identifier named, and when it did. */
export type DirectoryEntry = Held & {
  account: string;
  customer: 'consumer' | 'enterprise' | 'public-sector';
  /** A language tag, such as `de` or `pt-BR`. */
  locale?: string | undefined;
  usPerson?: boolean | undefined;
  inUS?: boolean | undefined;
  dataCountry?: string | undefined;
  controllerCountry?: string | undefined;
};

export type DirectoryAnswer = {
  /** In which form the identifier was looked up; absent where it is none that can name an account. */
  identifier?: string | undefined;
  /** All accounts that it named at any instant of the time, each with the whole of its own time. */
  holders: DirectoryEntry[];
  /** When it named an account that it did not name within the time. */
  otherTimes: Held[];
};

/** Looks identifiers up, by exact key only; a directory that cannot be asked throws, it never says "nobody". */
export type AccountDirectory = { find(target: Target, time: InstantRange): Promise<DirectoryAnswer> };

/** An account's id goes into policies, keys of objects and names of folders, where other signs mean more than themselves. */
export const isAccountId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.@+-]{0,127}$/.test(id);

/** Whether it was held at any instant of a time. */
export const isHeldIn = ({ from, to }: Held, time: InstantRange): boolean =>
  (from === undefined || from < time.to) && (to === undefined || to > time.from);
