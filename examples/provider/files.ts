import type { Account } from './account.ts';
import type { Random } from './random.ts';
import { someFile } from './sample-bytes.ts';
import { entryOf, later, someAccount, someInstant } from './timeline.ts';

export type StoredFile = {
  item: {
    account: string;
    entry: string;
    id: string;
    key: string;
    modified: string;
    folder: string;
    name: string;
    labels: string[];
    mediaType: string;
    size: number;
  };
  bytes: Buffer;
};

export type StoredAccess = {
  account: string;
  entry: string;
  id: string;
  accessed: string;
  file: string;
  action: 'open' | 'download' | 'share';
  address: string;
};

const FOLDERS = ['', 'Documents', 'Documents/Household', 'Pictures/2026', 'Shared with me'];

/** Files that customers store, and how they were accessed since. */
export function inventFiles(random: Random, accounts: readonly Account[], today: Date, count: number) {
  const files: StoredFile[] = [];
  const accesses: StoredAccess[] = [];
  while (files.length < count) {
    const account = someAccount(random, accounts).id;
    const { name, mediaType, bytes } = someFile(random);
    const [id, at] = [random.id(16), someInstant(random, today)];
    const folder = FOLDERS[(id.codePointAt(0) ?? 0) % FOLDERS.length] ?? '';
    const labels = mediaType === 'application/pdf' ? ['final'] : [];
    const where = { account, entry: entryOf(at, id, 'file#'), id, key: `${account}/${id}` };
    const item = { ...where, folder, name, labels, mediaType };
    files.push({ item: { ...item, modified: at.toISOString(), size: bytes.length }, bytes });
    for (let number = random.int(0, 5); number > 0; number -= 1)
      accesses.push(someAccess(random, account, id, later(at, random.int(1, 90_000), today)));
  }
  return { files, accesses };
}

function someAccess(random: Random, account: string, file: string, at: Date): StoredAccess {
  const id = random.id(16);
  return {
    account,
    entry: entryOf(at, id, 'access#'),
    id,
    accessed: at.toISOString(),
    file,
    action: random.pick(['open', 'download', 'share'] as const),
    address: `198.51.100.${random.int(1, 254)}`,
  };
}
