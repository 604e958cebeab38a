import { canonicalJson } from '../shared/canonical-json.ts';
import { byPath } from './by-path.ts';
import type { PackageEntry } from './package-entry.ts';
import { PREDICATE_TYPE, type Predicate } from './predicate.schema.ts';

/** What is signed: the digests of all tag files, among them the lists of the payload (in-toto Statement v1). */
export function statementOf(
  tags: readonly Pick<PackageEntry, 'path' | 'sha256' | 'sha512'>[],
  predicate: Predicate,
): string {
  const subject = [...tags].sort(byPath);
  return canonicalJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: subject.map(({ path, sha256, sha512 }) => ({ name: path, digest: { sha256, sha512 } })),
    predicateType: PREDICATE_TYPE,
    predicate,
  });
}
