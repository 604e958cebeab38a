import { useState } from 'preact/hooks';
import { useHere } from '../../api/api-context.ts';
import { type Trouble, Troubled } from '../../api/problem.ts';
import { saySize } from '../../kit/say.ts';
import { TroubleBox } from '../../kit/states.tsx';
import type { FilingDraft, SetDraft } from './filing-draft.ts';
import { ACCEPT, MOST_BYTES, refusalOf, UNREADABLE, uploadPaper } from './upload.ts';

type Sending = { name: string; share: number };

/** The paper, as files. A hash of each is counted here, so that everyone can tell later that it is the one that came. */
export function Papers({ draft, set }: { draft: FilingDraft; set: SetDraft }) {
  const { api } = useHere();
  const [sending, setSending] = useState<Sending | undefined>(undefined);
  const [refusal, setRefusal] = useState('');
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file || sending) return;
    input.value = '';
    setTrouble(undefined);
    const refused = refusalOf(file);
    setRefusal(refused ?? '');
    if (refused !== undefined) return;
    setSending({ name: file.name, share: 0 });
    try {
      const paper = await uploadPaper(api, file, (share) => setSending({ name: file.name, share }));
      set({ papers: [...draft.papers.filter(({ sha256 }) => sha256 !== paper.sha256), paper] });
    } catch (error) {
      if (error instanceof Troubled) setTrouble(error.trouble);
      else if (error instanceof DOMException) setRefusal(UNREADABLE);
      else throw error;
    } finally {
      setSending(undefined);
    }
  };
  const remove = (sha256: string) => {
    set({ papers: draft.papers.filter((one) => one.sha256 !== sha256) });
    document.getElementById('papers')?.focus();
  };
  return (
    <>
      {trouble && <TroubleBox trouble={trouble} />}
      <div class={`govuk-form-group${refusal === '' ? '' : ' govuk-form-group--error'}`}>
        <label class="govuk-label" for="papers">
          {draft.papers.length === 0 ? 'Choose the paper' : 'Choose another paper'}
        </label>
        <div class="govuk-hint" id="papers-hint">
          A PDF, a picture, a mail or a signed document, up to {saySize(MOST_BYTES)} each
        </div>
        {refusal !== '' && (
          <p class="govuk-error-message" id="papers-error" role="alert">
            <span class="govuk-visually-hidden">Error:</span> {refusal}
          </p>
        )}
        <input
          class="file"
          id="papers"
          type="file"
          accept={ACCEPT}
          aria-disabled={sending !== undefined}
          aria-describedby={`papers-hint${refusal === '' ? '' : ' papers-error'}`}
          // Were it disabled, it would lose the focus.
          onClick={(event) => sending && event.preventDefault()}
          onChange={({ currentTarget }) => void take(currentTarget)}
        />
      </div>
      <div role="status">
        {sending && (
          <p>
            <label>
              Sending {sending.name} <progress value={sending.share} max={1} />
            </label>
          </p>
        )}
      </div>
      {draft.papers.length > 0 && (
        <ul class="papers">
          {draft.papers.map(({ sha256, title, size }) => (
            <li key={sha256}>
              <strong>{title}</strong>, {saySize(size)}{' '}
              <button type="button" class="link-button" onClick={() => remove(sha256)}>
                Remove<span class="govuk-visually-hidden"> {title}</span>
              </button>
              <br />
              <span class="muted">
                SHA-256 <code>{sha256}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
