import type { paths } from '../../../examples/client/schema.d.ts';
import type { DemandView } from '../api/client.ts';
import type { FieldError } from '../kit/states.tsx';
import type { Chosen } from './reach.tsx';
import type { Brought } from './record/brought-papers.tsx';

export type ReviewRequest =
  paths['/demands/{id}/review']['post']['requestBody']['content']['application/json'];

/** What a reviewer has ticked and written. It is kept in the tab until it is sent. */
export type DecideDraft = {
  decision: string;
  /** What is left out, so that what a later round adds is not taken for chosen. */
  leftOut: readonly string[];
  from: string;
  to: string;
  reason: string;
  text: string;
  /** Why an emergency is given more than what comes first. */
  more: string;
  resolves: readonly string[];
  readElsewhere: readonly string[];
  /** Of a demand that came without a paper, the one that came another way. */
  served: readonly Brought[];
};

export const EMPTY: DecideDraft = {
  decision: '',
  leftOut: [],
  from: '',
  to: '',
  reason: '',
  text: '',
  more: '',
  resolves: [],
  readElsewhere: [],
  served: [],
};

/** A decision as it was recorded. */
export type Reviewed = {
  decision: string;
  items: readonly string[];
  targets: readonly number[];
  takesEffect?: string;
};

/** What the parts of the form share. */
export type DecideForm = {
  draft: DecideDraft;
  set: (change: Partial<DecideDraft>) => void;
  clear: () => void;
  again: () => void;
  decided: (reviewed: Reviewed) => void;
};

export const itemKey = (item: string) => `item ${item}`;
export const targetKey = (target: number) => `target ${target}`;
export const accountKey = (account: string) => `account ${account}`;

/** What the ticks leave; a member that leaves all is absent. */
export function chosenBy({ leftOut, from, to }: DecideDraft, view: DemandView): Chosen {
  const { authorised = [], targets = [] } = view.determination ?? {};
  const isLeft = (key: string) => !leftOut.includes(key);
  const items = authorised.filter((item) => isLeft(itemKey(item)));
  const left = targets.filter((target) => isLeft(targetKey(target)));
  const all = accountsOf(view);
  const accounts = all.filter((account) => isLeft(accountKey(account)));
  const { period } = view.demand;
  const asked = period && { from: from || period.from, to: to || period.to };
  const isShorter = period && asked && (asked.from !== period.from || asked.to !== period.to);
  return {
    ...(items.length < authorised.length ? { items } : {}),
    ...(left.length < targets.length ? { targets: left } : {}),
    ...(accounts.length < all.length ? { accounts } : {}),
    ...(isShorter ? { period: asked } : {}),
  };
}

/** Accounts of the targets that proceed, each once. */
export function accountsOf({ accounts = [], determination }: DemandView): readonly string[] {
  const proceeding = accounts.filter(({ target }) => determination?.targets.includes(target));
  return [...new Set(proceeding.map(({ account }) => account))];
}

/** Which reasons the rulebook has for what is decided; undefined where none is asked for. */
export function reasonKind(
  decision: string,
  chosen: Chosen,
): 'narrow' | 'choose' | 'refuse' | 'redirect' | undefined {
  if (decision === 'refuse' || decision === 'redirect') return decision;
  if (chosen.items ?? chosen.targets ?? chosen.period) return 'narrow';
  return chosen.accounts ? 'choose' : undefined;
}

/** Questions that the rulebook leaves to a person. */
export const questionsOf = ({ determination }: DemandView): readonly string[] => [
  ...new Set(
    (determination?.findings ?? []).flatMap(({ outcome, reason }) =>
      outcome === 'refer' && reason ? [reason] : [],
    ),
  ),
];

/** What the form can tell by itself. The API decides; this spares a way there and back. */
export function faultsOf(draft: DecideDraft, view: DemandView): readonly FieldError[] {
  const { decision, reason, resolves } = draft;
  if (decision === '') return [{ field: 'decision', says: 'Choose what you decide' }];
  const chosen = chosenBy(draft, view);
  const faults: FieldError[] = [];
  if (reasonKind(decision, chosen) !== undefined && reason === '')
    faults.push({ field: 'reason', says: 'Choose the reason' });
  if (decision !== 'approve') return faults;
  const open = questionsOf(view).filter((question) => !resolves.includes(question));
  if (open.length > 0) faults.push({ field: 'resolves', says: 'Tick each question that you have decided' });
  if (chosen.items?.length === 0) faults.push({ field: 'items', says: 'Leave at least one item, or refuse' });
  if (chosen.targets?.length === 0)
    faults.push({ field: 'targets', says: 'Leave at least one target, or refuse' });
  if (chosen.accounts?.length === 0)
    faults.push({ field: 'accounts', says: 'Leave at least one account, or refuse' });
  return faults;
}

/** What is sent, on the version that was read. */
export function requestOf(draft: DecideDraft, view: DemandView): ReviewRequest {
  const { decision, reason, text, more, resolves } = draft;
  const readElsewhere = [...draft.readElsewhere, ...draft.served.map(({ sha256 }) => sha256)];
  const chosen = chosenBy(draft, view);
  const isApproval = decision === 'approve';
  const needsReason = reasonKind(decision, chosen) !== undefined;
  return {
    on: view.matter,
    round: view.round,
    decision: isApproval ? 'approve' : decision === 'refuse' ? 'refuse' : 'redirect',
    ...(isApproval && chosen.items ? { items: [...chosen.items] } : {}),
    ...(isApproval && chosen.targets ? { targets: [...chosen.targets] } : {}),
    ...(isApproval && chosen.accounts ? { accounts: [...chosen.accounts] } : {}),
    ...(isApproval && chosen.period ? { period: chosen.period } : {}),
    ...(needsReason && reason !== '' ? { reason } : {}),
    ...(needsReason && text.trim() !== '' ? { text: text.trim() } : {}),
    ...(isApproval && more !== '' ? { more } : {}),
    ...(isApproval && resolves.length > 0
      ? { resolves: (view.determination?.reasons ?? []).filter((one) => resolves.includes(one)) }
      : {}),
    ...(readElsewhere.length > 0 ? { readElsewhere } : {}),
  };
}
