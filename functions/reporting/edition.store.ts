import type { Edition } from './edition.schema.ts';

/** Rows of the reports table that say what was published. */
export type EditionStore = {
  find(period: string, edition: number): Promise<Edition | undefined>;
  latest(period: string): Promise<Edition | undefined>;
  /** All editions of all periods, by period and edition. */
  list(): Promise<Edition[]>;
  /** Writes an edition that is not there yet, never in another's place, and leaves its entry for the log. */
  create(edition: Edition): Promise<'created' | 'exists'>;
};

/** The published bytes. Written once; nobody rewrites them. */
export type EditionFiles = {
  create(file: { key: string; body: string; contentType: string }): Promise<'created' | 'exists'>;
  read(key: string): Promise<string | undefined>;
};
