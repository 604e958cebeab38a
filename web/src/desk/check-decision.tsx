import type { DemandView } from '../api/client.ts';
import { Done } from '../kit/done.tsx';
import { sayCode, sayCount } from '../kit/say.ts';
import { sayTime } from '../kit/time.tsx';
import { useFocus } from '../kit/use-focus.ts';
import { useLaw } from '../law/rulebook.ts';
import { accountsOf, chosenBy, type DecideDraft, type Reviewed, reasonKind } from './decide-draft.ts';

type Props = {
  view: DemandView;
  draft: DecideDraft;
  back: () => void;
  decide: () => void;
  isSending: boolean;
};

/** What is about to be decided, in full. The button says it. */
export function CheckDecision({ view, draft, back, decide, isSending }: Props) {
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <section class="check" aria-labelledby="check">
      <h2 class="govuk-heading-m" id="check" tabIndex={-1} ref={heading}>
        Check your decision
      </h2>
      <DraftTold view={view} draft={draft} />
      <p class="muted">
        It is made on version {view.matter}. If the demand changes before you decide, nothing is decided.
      </p>
      <div class="govuk-button-group">
        <button
          type="button"
          class={`govuk-button${draft.decision === 'refuse' ? ' govuk-button--warning' : ''}`}
          aria-disabled={isSending}
          onClick={decide}
        >
          {sayButton(view, draft)}
        </button>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={back}>
          Change it
        </button>
      </div>
    </section>
  );
}

function sayButton(view: DemandView, draft: DecideDraft): string {
  if (draft.decision === 'refuse') return 'Refuse the demand';
  if (draft.decision === 'redirect') return 'Send it elsewhere';
  const chosen = chosenBy(draft, view);
  const items = (chosen.items ?? view.determination?.authorised ?? []).length;
  const accounts = (chosen.accounts ?? accountsOf(view)).length;
  return `Approve ${sayCount(items, 'item')}, ${sayCount(accounts, 'account')}`;
}

/** A draft in words, as it would be decided. */
export function DraftTold({ view, draft }: Pick<Props, 'view' | 'draft'>) {
  const law = useLaw();
  const isApproval = draft.decision === 'approve';
  const chosen = isApproval ? chosenBy(draft, view) : {};
  const kind = reasonKind(draft.decision, chosen);
  const { authorised = [], targets = [] } = view.determination ?? {};
  const period = chosen.period ?? view.demand.period;
  const reason =
    kind === undefined ? undefined : law.reasons(kind).find(({ value }) => value === draft.reason)?.label;
  const rows: [string, string][] = [
    [
      'Decision',
      isApproval && kind ? 'Approve less than the law gives' : sayCode(draft.decision || 'none yet'),
    ],
    ...(isApproval
      ? ([
          ['Items', (chosen.items ?? authorised).map((item) => law.item(item)).join('; ')],
          [
            'Left out',
            authorised
              .filter((item) => chosen.items && !chosen.items.includes(item))
              .map((item) => law.item(item))
              .join('; '),
          ],
          [
            'Of',
            (chosen.targets ?? targets).map((target) => view.demand.targets[target]?.value ?? '').join('; '),
          ],
          ['Accounts', (chosen.accounts ?? accountsOf(view)).join(', ')],
          ['Time', period ? `${sayTime(period.from)} until the end of ${sayTime(period.to)}` : ''],
          ['You decided', draft.resolves.map(sayCode).join('; ')],
        ] satisfies [string, string][])
      : []),
    ['Reason', reason ?? ''],
    ['Your words', kind === undefined ? '' : draft.text],
  ];
  return (
    <dl class="govuk-summary-list">
      {rows
        .filter(([, says]) => says !== '')
        .map(([name, says]) => (
          <div class="govuk-summary-list__row" key={name}>
            <dt class="govuk-summary-list__key">{name}</dt>
            <dd class="govuk-summary-list__value as-written">{says}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What was recorded, and where to go next. */
export function Decided({ view, reviewed }: { view: DemandView; reviewed: Reviewed }) {
  const law = useLaw();
  const { decision, items, takesEffect } = reviewed;
  return (
    <Done title={SAID[decision] ?? SAID.redirect}>
      {decision === 'approve' && <p>May be retrieved: {items.map((item) => law.item(item)).join('; ')}.</p>}
      {takesEffect !== undefined && (
        <p>It takes effect by itself {sayTime(takesEffect)}, unless something changes.</p>
      )}
      {decision === 'approve' && <p>Another person looks at the package before it leaves.</p>}
      <p>
        <a class="govuk-link" href="/desk?holder=none">
          See what is unclaimed
        </a>{' '}
        or{' '}
        <a class="govuk-link" href={`/desk/demands/${view.id}`}>
          go back to the demand
        </a>
        .
      </p>
    </Done>
  );
}

const SAID: Record<string, string> = {
  approve: 'You approved it',
  refuse: 'You refused it',
  redirect: 'You sent it elsewhere',
};
