import type { ScratchFile } from '../retrieval/scratch-file.ts';
import { byPath } from './by-path.ts';
import { DraftFile } from './draft-file.ts';
import { type PackageEntry, textEntry } from './package-entry.ts';
import type { Predicate } from './predicate.schema.ts';

type Algorithm = 'sha256' | 'sha512';
type Listed = Pick<PackageEntry, 'path' | Algorithm>;

const ALGORITHMS: readonly Algorithm[] = ['sha256', 'sha512'];

/** Where the files that a bag carries stand (RFC 8493, 2.1.2). */
export const PAYLOAD = 'data/';

/** The lists of what the bag carries, in the order of the archive: what is signed (RFC 8493, 2.1.3). Files come one by one. */
export class PayloadManifests {
  readonly #lists: readonly { algorithm: Algorithm; draft: DraftFile }[];

  constructor(scratch: ScratchFile) {
    this.#lists = ALGORITHMS.map((algorithm) => ({
      algorithm,
      draft: new DraftFile(`manifest-${algorithm}.txt`, scratch),
    }));
  }

  async add(file: Listed): Promise<void> {
    for (const { algorithm, draft } of this.#lists) {
      const busy = draft.write(manifestLine(file, algorithm));
      if (busy) await busy;
    }
  }

  finish = (): Promise<PackageEntry[]> => Promise.all(this.#lists.map(({ draft }) => draft.finish()));
}

/** The lists of everything beside it (RFC 8493, 2.2.1), by path. */
export const tagManifests = (tags: readonly Listed[]): PackageEntry[] =>
  ALGORITHMS.map((algorithm) => {
    const lines = [...tags].sort(byPath).map((one) => manifestLine(one, algorithm));
    return textEntry(`tagmanifest-${algorithm}.txt`, lines.join(''));
  });

/** As `sha256sum -c` takes it. */
const manifestLine = (file: Listed, algorithm: Algorithm): string =>
  `${file[algorithm]}  ${file.path.replaceAll(/[%\r\n]/g, encodeURIComponent)}\n`;

/** `bagit.txt` and `bag-info.txt` (RFC 8493, 2.1.1 and 2.2.2). */
export function bagDescription({
  provider,
  software,
  demandId,
  sealedAt,
  payload,
}: Predicate): PackageEntry[] {
  const about: [string, string][] = [
    ['Source-Organization', provider.name],
    ['Organization-Address', provider.address],
    ['Contact-Name', provider.contact],
    ['External-Description', 'Disclosure in answer to a legal demand'],
    ['External-Identifier', demandId],
    ['Bagging-Date', sealedAt.slice(0, 10)],
    ['Payload-Oxum', `${payload.bytes}.${payload.files}`],
    ['Bag-Software-Agent', `${software.name} ${software.version}`],
  ];
  const info = about.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('');
  return [
    textEntry('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    textEntry('bag-info.txt', info),
  ];
}

const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
