import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Circumstances } from '../functions/shared/circumstances.schema.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import { compileRulebook } from '../functions/validity/compile-rulebook.ts';
import { decide } from '../functions/validity/decide.ts';
import { explainDecision } from '../functions/validity/explain-decision.ts';
import { loadRulebookSource } from '../rulebook/load.ts';

const WithCircumstances = z.object({ demand: Demand, circumstances: z.optional(Circumstances) });
const Asked = z.union([WithCircumstances, Demand]);

/** Prints how a demand would be decided, now where the file says nothing of circumstances. */
function main(file: string | undefined): number {
  if (file === undefined) {
    console.error('Name a file with a demand: npx node scripts/explain.ts DEMAND.json');
    return 2;
  }
  const asked = z.safeParse(Asked, JSON.parse(readFileSync(file, 'utf8')));
  if (!asked.success) {
    console.error('This file holds no demand. It needs the members of a demand, or {demand, circumstances}:');
    console.error(z.prettifyError(asked.error));
    return 1;
  }
  const { demand, circumstances } = 'demand' in asked.data ? asked.data : { demand: asked.data };
  const rulebook = compileRulebook(loadRulebookSource());
  const known = circumstances ?? { now: new Date().toISOString(), accounts: [] };
  console.log(explainDecision(demand, decide(rulebook, demand, known), rulebook));
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv[2]);
