import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { type Trouble, Troubled } from '../api/problem.ts';
import { TextArea } from '../kit/fields.tsx';
import { Section } from '../kit/section.tsx';
import { TroubleBox } from '../kit/states.tsx';
import { Time } from '../kit/time.tsx';
import { useDraft } from '../kit/use-draft.ts';
import { useSession } from '../session/use-session.ts';

type Props = { view: DemandView; again: () => void };
type Written = { number: number; at: string; by: string; text: string };

/** What the desk writes for itself. */
export function Notes({ view, again }: Props) {
  const { api } = useHere();
  const send = (text: string) =>
    given(api.POST('/demands/{id}/notes', { params: { path: { id: view.id } }, body: { text } }));
  return (
    <Section id="notes" title="Notes">
      <p class="for-whom for-whom--desk">Only the desk sees these.</p>
      <Texts texts={view.notes ?? []} none="No notes." />
      <Write
        name={`note:${view.id}`}
        label="Note for the desk"
        button="Write the note"
        send={send}
        again={again}
      />
    </Section>
  );
}

/** What the authority and the desk write to each other. */
export function Messages({ view, again }: Props) {
  const { api } = useHere();
  const send = (text: string) =>
    given(api.POST('/demands/{id}/comments', { params: { path: { id: view.id } }, body: { text } }));
  const texts = (view.comments ?? []).map(({ side, by, ...rest }) => ({
    ...rest,
    by: side === 'authority' ? `${by}, for the authority` : `${by}, for the desk`,
  }));
  return (
    <Section id="messages" title="Messages">
      <p class="for-whom for-whom--outside">The authority reads these.</p>
      <Texts texts={texts} none="No messages." />
      <Write
        name={`message:${view.id}`}
        label="Message to the authority"
        button="Send to the authority"
        send={send}
        again={again}
      />
    </Section>
  );
}

function Texts({ texts, none }: { texts: readonly Written[]; none: string }) {
  if (texts.length === 0) return <p class="muted">{none}</p>;
  return (
    <ol class="texts">
      {texts.map(({ number, at, by, text }) => (
        <li key={number}>
          <p class="muted">
            {by}, <Time at={at} />
          </p>
          <p class="as-written">{text}</p>
        </li>
      ))}
    </ol>
  );
}

type WriteProps = {
  name: string;
  label: string;
  button: string;
  send: (text: string) => Promise<unknown>;
  again: () => void;
};

function Write({ name, label, button, send, again }: WriteProps) {
  const { session } = useSession();
  const [draft, set, clear] = useDraft(name, { text: '' });
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const [isSending, setSending] = useState(false);
  if (session?.role?.endsWith('auditor')) return null;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (draft.text.trim() === '' || isSending) return;
    setSending(true);
    setTrouble(undefined);
    try {
      await send(draft.text);
      clear();
      again();
    } catch (error) {
      if (!(error instanceof Troubled)) throw error;
      setTrouble(error.trouble);
    } finally {
      setSending(false);
    }
  };
  return (
    <form class="no-print" onSubmit={(event) => void submit(event)}>
      {trouble && <TroubleBox trouble={trouble} />}
      <TextArea
        name={name.replaceAll(':', '-')}
        label={label}
        rows={3}
        maxLength={4000}
        value={draft.text}
        set={(text) => set({ text })}
      />
      <button class="govuk-button govuk-button--secondary" type="submit" aria-disabled={isSending}>
        {button}
      </button>
    </form>
  );
}
