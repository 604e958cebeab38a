import { PAYLOAD } from './bag.ts';
import { byPath } from './by-path.ts';
import type { PackedFile } from './package-entry.ts';

/** A file under `data/`, by its path from the base folder. */
export type PayloadFile = Pick<PackedFile, 'path' | 'sha256' | 'sha512' | 'size'>;

/** Most files that documents tell one by one. More are in no page that a browser shows and no graph that programs read at once. */
const MOST_FILES = 2000;
const MOST_OF_KIND = 100;

/** What documents are told of the files under `data/`, however many there are. */
export type Payload = {
  files: number;
  /** All of them by path, unless they are too many. */
  all: readonly PayloadFile[] | undefined;
  /** The first of each kind, by account. */
  accounts: readonly AccountPayload[];
  /** The lists of all of them. */
  manifests: readonly PayloadFile[];
};

/** The files of one account's folder, by kind: a file's own name, or the first folder that it is in. */
export type AccountPayload = { folder: string; account: string; files: number; kinds: readonly Kind[] };
export type Kind = { kind: string; files: number; bytes: number; first: readonly PayloadFile[] };

type Counted = Omit<Kind, 'first'> & { first: PayloadFile[] };

const FOLDER = new RegExp(`^${PAYLOAD}accounts/([^/]+)/`);

/** Takes the files one by one, and keeps as many as are told. */
export class PayloadCount {
  readonly #accounts = new Map<string, Map<string, Counted>>();
  #all: PayloadFile[] | undefined = [];
  #told = 0;
  files = 0;
  bytes = 0;

  add(file: PayloadFile): void {
    this.files += 1;
    this.bytes += file.size;
    if (this.files > MOST_FILES) this.#all = undefined;
    this.#all?.push(file);
    const folder = FOLDER.exec(file.path)?.[1] ?? '';
    const kinds = this.#accounts.get(folder) ?? new Map<string, Counted>();
    this.#accounts.set(folder, kinds);
    const kind = kindOf(file);
    const own = kinds.get(kind) ?? { kind, files: 0, bytes: 0, first: [] };
    kinds.set(kind, own);
    own.files += 1;
    own.bytes += file.size;
    if (own.first.length >= MOST_OF_KIND || this.#told >= MOST_FILES) return;
    own.first.push(file);
    this.#told += 1;
  }

  /** By the paths, in whatever order the files came. No id has a `~`: what stands behind one tells like folders apart. */
  payload(manifests: readonly PayloadFile[]): Payload {
    const accounts = [...this.#accounts].map(([folder, kinds]) => ({
      folder,
      account: folder.replace(/~\d+$/, ''),
      files: [...kinds.values()].reduce((sum, { files }) => sum + files, 0),
      kinds: [...kinds.values()]
        .map((kind) => ({ ...kind, first: kind.first.toSorted(byPath) }))
        .sort(({ kind: a }, { kind: b }) => byPath({ path: a }, { path: b })),
    }));
    accounts.sort(({ folder: a }, { folder: b }) => byPath({ path: a }, { path: b }));
    return { files: this.files, all: this.#all?.toSorted(byPath), accounts, manifests };
  }
}

const kindOf = ({ path }: PayloadFile): string => {
  const [, , , first = '', ...rest] = path.split('/');
  return rest.length > 0 ? `${first}/` : first;
};
