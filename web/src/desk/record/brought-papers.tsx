import { useState } from 'preact/hooks';
import { ACCEPT, mediaTypeOf, refusalOf, sha256Of } from '../../agent/file/upload.ts';

/** A paper that came another way, as the demand names it. */
export type Brought = { sha256: string; mediaType: string; title: string };

type Props = {
  papers: readonly Brought[];
  set: (papers: readonly Brought[]) => void;
  label: string;
  error: string | undefined;
};

/** Papers that somebody has before them. Their hash is counted here, so that everyone can tell later which they were; no byte of them is sent. */
export function BroughtPapers({ papers, set, label, error }: Props) {
  const [refusal, setRefusal] = useState('');
  const says = refusal === '' ? error : refusal;
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const refused = refusalOf(file);
    setRefusal(refused ?? '');
    if (refused !== undefined) return;
    const sha256 = await sha256Of(await file.arrayBuffer());
    const paper = { sha256, mediaType: mediaTypeOf(file.name), title: file.name.slice(0, 300) };
    set([...papers.filter((one) => one.sha256 !== sha256), paper]);
  };
  return (
    <>
      <div class={`govuk-form-group${says === undefined ? '' : ' govuk-form-group--error'}`}>
        <label class="govuk-label" for="documents">
          {label}
        </label>
        <div class="govuk-hint" id="documents-hint">
          Choose what you have read. It stays on this computer: its name and its hash are recorded.
        </div>
        {says !== undefined && (
          <p class="govuk-error-message" id="documents-error">
            <span class="govuk-visually-hidden">Error:</span> {says}
          </p>
        )}
        <input
          class="file"
          id="documents"
          type="file"
          accept={ACCEPT}
          aria-describedby={`documents-hint${says === undefined ? '' : ' documents-error'}`}
          onChange={({ currentTarget }) => void take(currentTarget)}
        />
      </div>
      <ul class="papers" aria-live="polite">
        {papers.map(({ sha256, title }) => (
          <li key={sha256}>
            <strong>{title}</strong>{' '}
            <button
              type="button"
              class="link-button"
              onClick={() => {
                set(papers.filter((one) => one.sha256 !== sha256));
                document.getElementById('documents')?.focus();
              }}
            >
              Remove<span class="govuk-visually-hidden"> {title}</span>
            </button>
            <br />
            <span class="muted">
              SHA-256 <code>{sha256}</code>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
