import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENGINE = fileURLToPath(new URL('../../functions/validity/', import.meta.url));

/** Milliseconds in which a fresh process of the engine has its rulebook loaded, and has decided for the first time. */
export type ColdStart = { load: number; firstDecision: number };

/** Loads in a process of its own; the import of the engine's own code is not part of `load`, as a bundle has it. */
export function coldStart(rulebookFile: string): ColdStart {
  const script = `
    const { loadRulebookFile } = await import(${JSON.stringify(`${ENGINE}rulebook-file.ts`)});
    const { decide } = await import(${JSON.stringify(`${ENGINE}decide/decide.ts`)});
    const start = performance.now();
    const law = loadRulebookFile(${JSON.stringify(rulebookFile)});
    const loaded = performance.now();
    const { demand, circumstances } = law.instruments['us/search-warrant'].sample;
    decide(law, demand, circumstances);
    console.log(JSON.stringify({ load: loaded - start, firstDecision: performance.now() - loaded }));`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', script],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ColdStart;
}
