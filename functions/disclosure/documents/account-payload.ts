import { PAYLOAD } from '../bag.ts';
import type { PayloadFile } from '../package-document.ts';

/** The files of one account's folder. */
export type AccountPayload = { folder: string; account: string; files: PayloadFile[] };

const FOLDER = new RegExp(`^${PAYLOAD}accounts/([^/]+)/`);

/** The payload by account, in the order of the paths. No id has a `~`: what stands behind one tells like folders apart. */
export function accountPayloads(payload: readonly PayloadFile[]): AccountPayload[] {
  const folders = new Map<string, AccountPayload>();
  for (const file of payload) {
    const folder = FOLDER.exec(file.path)?.[1] ?? '';
    const own = folders.get(folder) ?? { folder, account: folder.replace(/~\d+$/, ''), files: [] };
    folders.set(folder, own);
    own.files.push(file);
  }
  return [...folders.values()];
}

/** What a file is among its account's: its own name, or the first folder that it is in. */
export const kindOf = ({ path }: PayloadFile): string => {
  const [, , , first = '', ...rest] = path.split('/');
  return rest.length > 0 ? `${first}/` : first;
};
