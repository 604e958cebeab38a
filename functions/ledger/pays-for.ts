import type { Demand, Target } from '../shared/demand.schema.ts';
import { normalForm } from '../shared/identifiers/normal-form.ts';
import type { DebtPart } from './parts/debt.part.ts';

/** What a paper compels: its targets, and items of them. */
type Process = { targets: readonly Target[]; items: readonly string[] };

/** Whether a paper is the legal process for all that was approved in an emergency: of whom, and what. */
export function paysFor(
  { targets, items }: Pick<DebtPart, 'targets' | 'items'>,
  owed: Pick<Demand, 'targets'>,
  process: Process,
  { expand }: { expand(items: readonly string[]): string[] },
): boolean {
  const named = new Set(process.targets.map(nameOf));
  const compelled = new Set(expand(process.items));
  const isNamed = (index: number) => {
    const target = owed.targets[index];
    return target !== undefined && named.has(nameOf(target));
  };
  return targets.every(isNamed) && expand(items).every((item) => compelled.has(item));
}

/** An address names somebody at a time only. */
const nameOf = (target: Target) =>
  JSON.stringify([
    target.type,
    normalForm(target) ?? target.value,
    target.type.startsWith('ip-') ? target.at : undefined,
  ]);
