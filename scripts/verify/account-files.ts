import { PackageFault } from './package-fault.ts';

/** How a file of an account holds its records; `listed` are bytes that a table of the same account lists. */
export type FileKind =
  | 'mailbox'
  | 'mail-list'
  | 'table'
  | 'lines'
  | 'subscriber'
  | 'set-aside'
  | 'changes'
  | 'listed';

export type AccountFile = { path: string; account: string; kind: FileKind; item: string };

const TABLES: Record<string, string> = {
  'mail-headers.csv': 'traffic.mail-headers',
  'message-logs.csv': 'traffic.message-logs',
  'call-records.csv': 'traffic.call-records',
  'access-logs.csv': 'traffic.access-logs',
  'sessions.csv': 'sessions',
  'files.csv': 'content.files',
  'recordings.csv': 'content.calls',
};

/** The files of accounts, by what they hold. @throws PackageFault for a file that holds nothing known */
export function accountFiles(paths: readonly string[]): AccountFile[] {
  return paths
    .filter((path) => /^(data\/)?accounts\//.test(path))
    .map((path) => {
      const isBag = path.startsWith('data/');
      const [, folder = '', name = '', ...rest] = path.split('/').slice(isBag ? 1 : 0);
      // Accounts that differ by case alone have numbered folders.
      return {
        path,
        account: folder.replace(/~\d+$/, ''),
        ...(isBag
          ? kindInBag(unnumbered(name), rest.length === 1 ? rest.map(unnumbered) : rest)
          : kindOf(name, rest)),
      };
    });
}

/** A large account has more files of a name: `mail~2.csv` is what `mail.csv` is. */
const unnumbered = (name: string) => name.replace(/~(?:[2-9]|[1-9]\d+)(?=\.[a-z]+$)/, '');

/** Bags have a folder for mail, and files stand in the folders that they had. */
function kindInBag(name: string, rest: readonly string[]): Pick<AccountFile, 'kind' | 'item'> {
  const item = 'content.mail';
  if (name === 'mail' && rest.length > 0) {
    const inner = rest.join('/');
    if (inner === 'mail.csv') return { kind: 'mail-list', item };
    if (/^mail(-\d+)?\.mbox$/.test(inner)) return { kind: 'mailbox', item };
    if (/^messages\/\d{6,}\.eml$/.test(inner)) return { kind: 'listed', item };
    throw new PackageFault('a folder of mail has a file of an unknown kind');
  }
  if (rest.length > 0) return { kind: 'listed', item: name === 'files' ? 'content.files' : name };
  if (name.startsWith('mail.')) throw new PackageFault('mail of an account is not in its folder');
  return kindOf(name, rest);
}

function kindOf(name: string, rest: readonly string[]): Pick<AccountFile, 'kind' | 'item'> {
  const [item = '', extension = ''] = splitExtension(name);
  if (rest.length === 1) return { kind: 'listed', item: TABLES[`${name}.csv`] ?? name };
  if (rest.length > 1) throw new PackageFault('a folder of an account is too deep');
  if (name === 'mail.mbox') return { kind: 'mailbox', item: 'content.mail' };
  if (name === 'mail.csv') return { kind: 'mail-list', item: 'content.mail' };
  if (name === 'set-aside.csv') return { kind: 'set-aside', item: '' };
  if (name === 'changes.csv') return { kind: 'changes', item: '' };
  if (name === 'subscriber.json') return { kind: 'subscriber', item: 'subscriber' };
  if (name === 'messages.jsonl') return { kind: 'lines', item: 'content.messages' };
  if (extension === 'csv') return { kind: 'table', item: TABLES[name] ?? item };
  if (extension === 'jsonl') return { kind: 'lines', item };
  throw new PackageFault('an account has a file of an unknown kind');
}

function splitExtension(name: string): string[] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}
