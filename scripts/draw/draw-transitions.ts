import { ACTIONS } from '../../functions/ledger/event.schema.ts';
import { TRANSITIONS, type Transition } from '../../functions/ledger/transitions.ts';

/** Statuses from which anything may fail: drawn as one sentence instead of as many arrows. */
const FAILED = 'failed';

/** The table of transitions as Markdown: a diagram of what changes the status, and a table of all there is. */
export function drawTransitions(): string {
  return ['```mermaid', 'stateDiagram-v2', ...arrows(), '```', '', ...table(), ''].join('\n');
}

const id = (status: string) => status.replaceAll('-', '_');

function arrows(): string[] {
  const labels = new Map<string, string[]>();
  for (const action of ACTIONS) {
    const { from, to } = TRANSITIONS[action];
    if (to === undefined || to === FAILED) continue;
    for (const status of from.length === 0 ? ['[*]'] : from) {
      const arrow = `${status === '[*]' ? status : id(status)} --> ${id(to)}`;
      if (status !== to) labels.set(arrow, [...(labels.get(arrow) ?? []), action]);
    }
  }
  return [...labels].map(([arrow, actions]) => `    ${arrow}: ${actions.join(', ')}`);
}

function table(): string[] {
  const rows = ACTIONS.map((action) => {
    const transition: Transition = TRANSITIONS[action];
    const { from, to, by, at, returns } = transition;
    const next = to ?? (returns ? 'where it failed' : 'the same');
    return `| \`${action}\` | ${from.join(', ') || '(nothing)'} | ${next} | ${by.join(', ')} | ${at.join(', ')} |`;
  });
  return ['| action | from | to | by | where |', '|---|---|---|---|---|', ...rows];
}
