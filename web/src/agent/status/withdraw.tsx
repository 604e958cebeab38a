import { useState } from 'preact/hooks';
import { useHere } from '../../api/api-context.ts';
import { type AgentView, given } from '../../api/client.ts';
import { Section } from '../../kit/section.tsx';
import { TroubleBox } from '../../kit/states.tsx';
import { useSend } from '../../kit/use-send.ts';

/** Takes the demand back, in two steps. It cannot be undone. */
export function Withdraw({ view, again }: { view: AgentView; again: () => void }) {
  const { api } = useHere();
  const [isAsked, setAsked] = useState(false);
  const { trouble, isSending, send } = useSend();
  if (view.status === 'closed' || view.status === 'withdrawn' || view.status === 'available') return null;
  const withdraw = () =>
    send(async () => {
      await given(api.POST('/demands/{id}/withdraw', { params: { path: { id: view.id } } }));
      again();
    });
  return (
    <Section id="withdraw" title="Withdraw">
      {trouble && <TroubleBox trouble={trouble} />}
      {isAsked ? (
        <>
          <p>Work on the demand stops, and nothing is sent. To ask again, file a new demand.</p>
          <div class="govuk-button-group">
            <button
              type="button"
              class="govuk-button govuk-button--warning"
              aria-disabled={isSending}
              onClick={() => void withdraw()}
            >
              Withdraw demand
            </button>
            <button type="button" class="link-button" onClick={() => setAsked(false)}>
              Keep demand
            </button>
          </div>
        </>
      ) : (
        <button
          type="button"
          class="govuk-button govuk-button--secondary no-print"
          onClick={() => setAsked(true)}
        >
          Withdraw this demand
        </button>
      )}
    </Section>
  );
}
