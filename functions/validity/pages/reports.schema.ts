import * as z from 'zod/mini';
import { Licence } from '../law/licence.schema.ts';

/** reports.yaml: under which terms reports are published. */
export const ReportForms = z.strictObject({
  licence: z.optional(Licence),
});

export type ReportForms = z.infer<typeof ReportForms>;
