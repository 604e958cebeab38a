import type { Target } from '../shared/demand.schema.ts';

/** What the provider's directory says of an account that an identifier named at an instant. */
export type DirectoryEntry = {
  account: string;
  customer: 'consumer' | 'enterprise' | 'public-sector';
  usPerson?: boolean | undefined;
  inUS?: boolean | undefined;
  dataCountry?: string | undefined;
  controllerCountry?: string | undefined;
};

/** Looks identifiers up, by exact key only; a directory that cannot be asked throws, it never says "nobody". */
export type AccountDirectory = { find(target: Target, now: Date): Promise<DirectoryEntry[]> };
