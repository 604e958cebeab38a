import { holds } from './holds.ts';
import type { ReportFile } from './read-reports.ts';
import type { Format } from './reading.schema.ts';
import { FILE_TYPES, fileName } from './reports.table.ts';

/** A published file as it is answered; nothing but its tag to who has it. */
export function reportAnswer(
  file: ReportFile,
  { format, held, caching }: { format: Format; held: string | undefined; caching: string },
) {
  const headers = { 'cache-control': caching, vary: 'accept', etag: `"${file.sha256}"` };
  if (holds(held, headers.etag)) return { status: 304 as const, headers };
  return {
    status: 200 as const,
    text: file.body,
    headers: {
      ...headers,
      'content-type': FILE_TYPES[format],
      'content-disposition': `inline; filename="${fileName(file, format)}"`,
    },
  };
}
