import { join } from 'node:path';
import { apiClient } from '../client/api-client.ts';
import { openJournal } from '../mailer/journal.ts';
import { lettersApi } from '../mailer/letters-api.ts';
import { demandOf } from '../mailer/notices.ts';
import { sendLetters } from '../mailer/send-letters.ts';
import { folderTransport } from '../mailer/transports.ts';
import { sampleAccounts } from '../provider/generate.ts';
import { type Desk, tokenSource } from './desk.ts';

const FROM = 'privacy@example.com';

/** The example's mailer, with letters to the sample provider's customers in a folder. */
export function openMailer({ apiUrl, state }: Pick<Desk, 'apiUrl' | 'state'>, folder: string) {
  const addresses = new Map(sampleAccounts().map(({ id, email }) => [id, email]));
  const transport = folderTransport(folder);
  const journal = openJournal(join(folder, 'journal.jsonl'));
  let sent = 0;
  return {
    /** Sends what events of the bus say that waits. */
    follow: async (events: readonly string[]): Promise<void> => {
      const demands = new Set(events.flatMap((event) => demandOf(event) ?? []));
      if (demands.size === 0) return;
      // The clock has moved: tokens of before have ended.
      const api = lettersApi(apiClient(apiUrl), tokenSource(state));
      const deps = { api, transport, journal, from: FROM, addressOf: (id: string) => addresses.get(id) };
      for (const demandId of demands) sent += (await sendLetters(demandId, deps)).sent;
    },
    sent: () => sent,
  };
}
