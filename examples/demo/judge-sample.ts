import type { Played } from './play-sample.ts';

/** How a demand ended: its conclusion, or the state in which it waits. */
export const endOf = ({ view }: Played) => view.conclusion ?? view.status;

/** Where a demand ended elsewhere than its sample says; empty when it did not. `data` is what the package holds. */
export function judgeSample(played: Played, data: string | undefined): string[] {
  const { expect } = played.sample;
  const { determination } = played.view;
  const wrong: string[] = [];
  if (determination?.outcome !== expect.outcome)
    wrong.push(`outcome ${determination?.outcome ?? 'none'}, not ${expect.outcome}`);
  for (const reason of expect.reasons ?? [])
    if (!determination?.reasons.includes(reason)) wrong.push(`reason ${reason} missing`);
  if (endOf(played) !== expect.ends) wrong.push(`ended ${endOf(played)}, not ${expect.ends}`);
  if (expect.data !== undefined && data !== expect.data)
    wrong.push(`the package holds ${data ?? 'nothing'}, not ${expect.data}`);
  return wrong;
}

/** Why a demand came to what it did, in one clause with its citation. */
export function whyOf({ view }: Played): string {
  const findings = view.determination?.findings ?? [];
  if (view.approvedAhead)
    return `approved ahead; goes on by itself at ${view.approvedAhead.takesEffect.slice(0, 'YYYY-MM-DD'.length)}`;
  const telling = findings.find(({ reason }) => reason !== undefined);
  if (telling) return `${telling.reason} (${telling.cite})`;
  const [law] = findings.filter(({ check }) => check.startsWith('in-force:'));
  const authorised = `authorised by ${law?.cite ?? 'the rulebook'}`;
  if (view.conclusion === 'withdrawn') return `${authorised}; the agent took it back`;
  if (view.conclusion === 'refused') return `${authorised}; stopped at release`;
  return authorised;
}
