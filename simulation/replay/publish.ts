import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chosenSchemes } from '../../functions/reporting/chosen-schemes.ts';
import { dynamoDraftStore, dynamoEditionStore } from '../../functions/reporting/dynamodb-edition.store.ts';
import { dynamoProposalStore } from '../../functions/reporting/dynamodb-proposal.store.ts';
import type { EditionFiles } from '../../functions/reporting/edition.store.ts';
import type { Period } from '../../functions/reporting/period.ts';
import { publishReport } from '../../functions/reporting/publish-report.ts';
import { readReport } from '../../functions/reporting/read-reports.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { MemoryTables } from '../store/memory-tables.ts';
import type { ChunkFiles } from './chunk-files.ts';

type Given = { period: Period; rulebook: Rulebook; chunks: ChunkFiles; folder: string };

/**
 * Publishes the first edition of a period when the last of it has happened, its files into a folder, and reads it as anybody
 * does.
 */
export async function publish({ period, rulebook, chunks, folder }: Given): Promise<Report> {
  let until = period.to.toISOString();
  for (const played of chunks.read()) if (played.until > until) until = played.until;
  const { client } = new MemoryTables();
  const editions = dynamoEditionStore(client, 'reports');
  const { general, bands } = rulebook;
  // Of an earlier run: an edition is never written over.
  rmSync(join(folder, 'reports'), { recursive: true, force: true });
  const files = filesIn(folder);
  await publishReport(
    { period: period.label, by: 'replay' },
    {
      ...{ contributions: chunks.contributions, heads: chunks.heads, pause: async () => {} },
      ...{ editions, drafts: dynamoDraftStore(client, 'reports'), files },
      proposals: dynamoProposalStore(client, 'reports'),
      ...{
        schemes: chosenSchemes(bands),
        forms: general.reports,
        fewest: general.bands.fewest,
        apartDays: general.bands.apartDays,
      },
      serviceBegan: async () => period.from,
      takeIn: async () => {},
      clock: () => new Date(until),
    },
  );
  const asked = { period: period.label, edition: undefined, format: 'json' } as const;
  const { body } = await readReport(asked, { editions, files });
  return Report.parse(JSON.parse(body));
}

/** Files in a folder that, like the bucket, are written once. */
const filesIn = (folder: string): EditionFiles => ({
  create: async ({ key, body }) => {
    const file = join(folder, key);
    if (existsSync(file)) return 'exists';
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    return 'created';
  },
  read: async (key) => {
    const file = join(folder, key);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  },
});
