import { Page } from '../../kit/page.tsx';
import { Tag } from '../../kit/tag.tsx';
import type { FilingDraft } from './filing-draft.ts';
import type { Needs } from './needs.ts';
import { addressOf } from './step-props.ts';
import { type Standing, standingOf, stepsFor, TITLES } from './steps.ts';

type Props = { draft: FilingDraft; needs: Needs | undefined; clear: () => void };

const SAID: Readonly<Record<Standing, string>> = {
  done: 'Answered',
  begun: 'Not complete',
  'not-begun': 'Not begun',
};

export function TaskList({ draft, needs, clear }: Props) {
  return (
    <Page title="File a demand" {...(needs ? { caption: needs.title } : {})}>
      <p class="govuk-body reading">
        Answers are kept in this tab until you file, also when the network or your sign-in is lost. Closing
        the tab or signing out forgets them.
      </p>
      <ol class="tasks">
        {stepsFor(needs).map((step) => {
          const standing = standingOf(step, draft, needs);
          const isOpen = step === 'instrument' || draft.instrument !== '';
          return (
            <li key={step} class="tasks__item">
              {isOpen ? (
                <a class="govuk-link" href={addressOf(step)} aria-describedby={`task-${step}`}>
                  {TITLES[step]}
                </a>
              ) : (
                <span>{TITLES[step]}</span>
              )}
              <span id={`task-${step}`}>
                {!isOpen ? (
                  <span class="muted">Choose the instrument first</span>
                ) : step === 'check' ? null : standing === 'done' ? (
                  <span>{SAID.done}</span>
                ) : (
                  <Tag tone={standing === 'begun' ? 'caution' : 'link'}>{SAID[standing]}</Tag>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {draft.instrument !== '' && (
        <p>
          <button type="button" class="link-button" onClick={clear}>
            Delete these answers and begin again
          </button>
        </p>
      )}
    </Page>
  );
}
