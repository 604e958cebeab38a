import * as z from 'zod/mini';
import { BandCell, BandSection, Report, ToldCell } from '../../functions/reporting/report.schema.ts';

const named = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({ ToldCell, BandCell, BandSection })) named.add(schema, { id });

/** The JSON Schema of a report, of editions of all releases: what `docs/report.schema.json` holds. */
export function drawReport(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(Report, { metadata: named, unrepresentable: 'any' });
  return {
    $schema,
    $id: 'https://due-process.example/report.schema.json',
    title: 'A transparency report of Due Process, as GET /reports/{period}?format=json answers it',
    ...schema,
  };
}
