import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import { isGeneralName } from '../pages/general-law.schema.ts';
import type { RulebookSource } from './rulebook-source.ts';

/** The name of a rulebook: the SHA-256 of its law as canonical JSON. */
export const versionOf = (canonicalLaw: string) => `sha256:${sha256Hex(canonicalLaw)}`;

/** All values of a rulebook as canonical JSON: the general files, and the pages by id. */
export function canonicalLaw({ files }: RulebookSource): string {
  const named = (wanted: boolean) =>
    Object.fromEntries(
      files.flatMap(({ name, value }) => (isGeneralName(name) === wanted ? [[name, value]] : [])),
    );
  return canonicalJson({ general: named(true), pages: named(false) });
}
