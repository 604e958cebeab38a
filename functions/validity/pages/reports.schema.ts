import * as z from 'zod/mini';
import { FACT_OUTCOMES } from '../../ledger/facts.schema.ts';
import { Licence } from '../law/licence.schema.ts';
import { citation, some, text } from '../law/text.schema.ts';

/** Tables in which statistics are told to an authority, by the names that they are asked for by. */
export const SHEETS = ['dsa', 'e-evidence'] as const;

const title = z.string().check(z.minLength(3), z.maxLength(200));
const country = z.string().check(z.regex(/^[A-Z]{2}$/));

const Column = z.union([
  /** The same in every row; empty where nothing can stand there. */
  z.strictObject({ title, text: z.string() }),
  z.strictObject({ title, prints: z.enum(['days', 'scope']) }),
  /** How many demands came by these instruments, and ended so. */
  z.strictObject({
    title,
    counts: z
      .strictObject({
        instruments: some(z.string()),
        outcomes: z.optional(some(z.enum(FACT_OUTCOMES))),
        /** Of them, those for somebody in danger, whatever came of them. */
        only: z.optional(z.literal('exigent')),
      })
      .check(
        z.refine(({ outcomes, only }) => outcomes === undefined || only === undefined, {
          error: 'counts by outcome, or those in danger',
        }),
      ),
  }),
  /** Nobody here knows the number: the column is empty, and what is said of it says why. */
  z.strictObject({ title, untold: text }),
  /** What is said of another column. */
  z.strictObject({ title, about: title, says: z.optional(text) }),
  /** Which columns of the row are empty because nobody here knows. */
  z.strictObject({ title, lists: z.literal('untold') }),
]);

const Sheet = z
  .strictObject({
    id: z.enum(SHEETS),
    title,
    cite: citation,
    says: text,
    confirmed: z.boolean(),
    /** Whose authorities' orders it counts, ISO 3166-1; `spelt` where the table spells one otherwise. */
    countries: some(country),
    spelt: z.optional(z.record(country, z.string())),
    columns: some(Column),
  })
  .check(
    z.refine(
      ({ columns }) =>
        columns.every((one) => !('about' in one) || columns.some((other) => other.title === one.about)),
      { error: 'is about a column that is there', path: ['columns'] },
    ),
  );

/** reports.yaml: under which terms reports are published, and in which tables authorities are told statistics. */
export const ReportForms = z
  .strictObject({
    licence: z.optional(Licence),
    /** Demands of a country that are more than so many times those of the period before, or as much fewer, are pointed out. */
    leap: z.optional(z.number().check(z.gt(1))),
    sheets: z.array(Sheet),
  })
  .check(
    z.refine(({ sheets }) => new Set(sheets.map(({ id }) => id)).size === sheets.length, {
      error: 'each table is there once',
      path: ['sheets'],
    }),
  );

export type ReportForms = z.infer<typeof ReportForms>;
export type Sheet = z.infer<typeof Sheet>;
export type SheetId = (typeof SHEETS)[number];
