import { readFileSync } from 'node:fs';
import { assembleRulebook } from './build/assemble-rulebook.ts';
import { RulebookError } from './build/rulebook-error.ts';
import { versionOf } from './build/rulebook-version.ts';
import type { Rulebook } from './decide/rulebook.ts';
import type { GeneralLaw } from './pages/general-law.schema.ts';
import type { Page } from './pages/page.schema.ts';

type BuiltRulebook = { version: string; law: { general: GeneralLaw; pages: Record<string, Page> } };

/**
 * The rulebook that `rulebook/build.ts` wrote; without a path, the one beside the running bundle. Its shape was
 * checked when it was built: what is checked here is that it is still that text, which takes a tenth of the time.
 * @throws RulebookError for a file that is not what was built
 */
export function loadRulebookFile(path?: string): Rulebook {
  const file = path ?? new URL('rulebook.json', import.meta.url);
  const built: BuiltRulebook = JSON.parse(readFileSync(file, 'utf8'));
  if (versionOf(JSON.stringify(built.law)) !== built.version)
    throw new RulebookError([
      {
        file: 'rulebook.json',
        message: 'It is not the file that was built: its version does not name its content.',
        todo: 'Build it again: npx node rulebook/build.ts --out FILE',
      },
    ]);
  const { general, pages } = built.law;
  return assembleRulebook({ version: built.version, general, pages: Object.values(pages) });
}
