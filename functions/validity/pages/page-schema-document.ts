import * as z from 'zod/mini';
import { Page } from './page.schema.ts';

/** JSON Schema of a page, for editors: what `rulebook/page.schema.json` holds. */
export function pageSchemaDocument(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(Page, { unrepresentable: 'any', reused: 'ref' });
  return {
    $schema,
    $id: 'https://due-process.example/rulebook/page.schema.json',
    title: 'A page of the rulebook',
    ...schema,
  };
}
