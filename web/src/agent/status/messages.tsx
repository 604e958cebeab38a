import { useHere } from '../../api/api-context.ts';
import { type AgentView, given } from '../../api/client.ts';
import { TextArea } from '../../kit/fields.tsx';
import { Section } from '../../kit/section.tsx';
import { TroubleBox } from '../../kit/states.tsx';
import { Time } from '../../kit/time.tsx';
import { useDraft } from '../../kit/use-draft.ts';
import { useSend } from '../../kit/use-send.ts';

/** What the authority and the desk write to each other. */
export function Messages({ view, again }: { view: AgentView; again: () => void }) {
  const { api } = useHere();
  const [draft, set, clear] = useDraft(`message:${view.id}`, { text: '' });
  const { trouble, isSending, send } = useSend();
  const write = (event: Event) => {
    event.preventDefault();
    if (draft.text.trim() === '') return;
    void send(async () => {
      await given(
        api.POST('/demands/{id}/comments', { params: { path: { id: view.id } }, body: { text: draft.text } }),
      );
      clear();
      again();
    });
  };
  const comments = view.comments ?? [];
  return (
    <Section id="messages" title="Messages">
      {comments.length === 0 && <p class="muted">No messages.</p>}
      <ol class="texts">
        {comments.map(({ number, side, by, at, text }) => (
          <li key={number}>
            <p class="muted">
              {side === 'desk' ? 'The desk' : (by ?? 'Your authority')}, <Time at={at} />
            </p>
            <p class="as-written">{text}</p>
          </li>
        ))}
      </ol>
      <form class="no-print reading" onSubmit={write}>
        {trouble && <TroubleBox trouble={trouble} />}
        <TextArea
          name="message"
          label="Message to the desk"
          hint="It reads this, and so do other agents of your authority."
          rows={3}
          maxLength={4000}
          value={draft.text}
          set={(text) => set({ text })}
        />
        <button class="govuk-button govuk-button--secondary" type="submit" aria-disabled={isSending}>
          Send message
        </button>
      </form>
    </Section>
  );
}
