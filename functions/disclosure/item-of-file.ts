import { PAYLOAD } from './bag.ts';
import { CSV_FILES } from './sink-for.ts';

const FOLDERS: Record<string, string> = {
  mail: 'content.mail',
  files: 'content.files',
  recordings: 'content.calls',
};
const NAMES: Record<string, string> = {
  ...Object.fromEntries(Object.entries(CSV_FILES).map(([item, name]) => [name.replace(/\.csv$/, ''), item])),
  ...FOLDERS,
  messages: 'content.messages',
  subscriber: 'subscriber',
};
/** What is said of the records of all items. */
const LISTS = ['set-aside', 'changes'];

/** The item whose records a file of a package holds; undefined for what is no record. */
export function itemOfFile(path: string): string | undefined {
  if (!path.startsWith(PAYLOAD)) return undefined;
  const [, , , name = '', ...below] = path.split('/');
  if (below.length > 0) return FOLDERS[name] ?? name;
  const own = name.replace(/(?:~\d+)?\.[a-z]+$/, '');
  return LISTS.includes(own) ? undefined : (NAMES[own] ?? own);
}
