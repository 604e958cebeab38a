import { rmSync } from 'node:fs';

export default function forgetRulebook(): void {
  if (process.env.BUILT_RULEBOOK) rmSync(process.env.BUILT_RULEBOOK, { force: true });
}
