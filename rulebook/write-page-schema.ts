import { writeFileSync } from 'node:fs';
import { pageSchemaDocument } from '../functions/validity/pages/page-schema-document.ts';

/** Writes `page.schema.json` anew: npx node rulebook/write-page-schema.ts */
if (import.meta.main)
  writeFileSync(
    new URL('page.schema.json', import.meta.url),
    `${JSON.stringify(pageSchemaDocument(), undefined, 2)}\n`,
  );
