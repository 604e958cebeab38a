import * as z from 'zod/mini';
import { canonicalJson } from '../functions/shared/canonical-json.ts';
import { Circumstances } from '../functions/shared/circumstances.schema.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import { Determination, type Finding } from '../functions/shared/determination.schema.ts';
import { compileRulebook } from '../functions/validity/build/compile-rulebook.ts';
import { decide } from '../functions/validity/decide/decide.ts';
import type { Rulebook } from '../functions/validity/decide/rulebook.ts';
import { loadRulebookSource } from '../rulebook/load.ts';
import { fileArgument } from './arguments.ts';
import { readInput, runScript } from './input-file.ts';

const Decided = z.object({ demand: Demand, circumstances: Circumstances, determination: Determination });
type Decided = z.infer<typeof Decided>;

/** What of a determination people act on; findings explain it, and the rulebook's version names who decided. */
const CONSEQUENTIAL = [
  'outcome',
  'authorised',
  'targets',
  'reasons',
  'notice',
  'due',
  'until',
  'preserve',
  'approvals',
] as const;

/** What the present rulebook would decide otherwise, and the rules that make the difference. */
export function changesOf(
  { demand, circumstances, determination: before }: Decided,
  rulebook: Rulebook,
): string[] {
  const after = decide(rulebook, demand, circumstances);
  const changed = CONSEQUENTIAL.filter((member) => textOf(before[member]) !== textOf(after[member]));
  if (changed.length === 0) return [];
  return [
    ...changed.map((member) => `${member}: ${textOf(before[member])} would be ${textOf(after[member])}`),
    ...causes(before.findings, after.findings),
  ];
}

const textOf = (value: unknown) => (value === undefined ? 'nothing' : canonicalJson(value));

function causes(before: readonly Finding[], after: readonly Finding[]): string[] {
  const ids = [...new Set([...after, ...before].map(({ check }) => check))];
  return ids.flatMap((id) => {
    const [then, now] = [verdicts(before, id), verdicts(after, id)];
    const cite = [...after, ...before].find(({ check }) => check === id)?.cite;
    return then === now
      ? []
      : [`because of ${id} (${cite}): ${then || 'no such rule'} is now ${now || 'no such rule'}`];
  });
}

function verdicts(findings: readonly Finding[], id: string): string {
  const own = findings.filter(({ check }) => check === id);
  return own.map(({ outcome, reason }) => (reason ? `${outcome} ${reason}` : outcome)).join(', ');
}

function readLine(line: string): Decided | undefined {
  try {
    const parsed = z.safeParse(Decided, JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a file of decisions, one JSON object a line. */
function main(): number {
  const text = readInput(fileArgument('npm run redecide -- FILE'));
  const rulebook = compileRulebook(loadRulebookSource());
  const counts = { same: 0, changed: 0, unreadable: 0 };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const decided = readLine(line);
    const changes = decided && changesOf(decided, rulebook);
    if (!changes) console.log(`line ${index + 1}: this line is no decision`);
    else if (changes.length > 0) console.log([`line ${index + 1}:`, ...changes].join('\n  '));
    counts[!changes ? 'unreadable' : changes.length > 0 ? 'changed' : 'same'] += 1;
  }
  console.log(`${counts.same} the same, ${counts.changed} changed, ${counts.unreadable} unreadable`);
  return counts.changed + counts.unreadable === 0 ? 0 : 1;
}

if (import.meta.main) await runScript(main);
