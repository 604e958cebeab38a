import { rmSync } from 'node:fs';

/** Takes the temporary folder of the suites away (`before-all.ts`), and whatever they left in it. */
export default function afterAll(): void {
  const { TMPDIR, BUILT_RULEBOOK } = process.env;
  if (TMPDIR && BUILT_RULEBOOK?.startsWith(TMPDIR))
    rmSync(TMPDIR, { recursive: true, force: true, maxRetries: 3 });
}
