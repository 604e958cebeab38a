import { useState } from 'preact/hooks';

type Props = { hasPublished: boolean; own: string | undefined; setOwn: (text: string | undefined) => void };

const MOST_BYTES = 1_000_000;

/** Whose keys are believed: those of a file that somebody got from the provider, or those that this service publishes. */
export function Keys({ hasPublished, own, setOwn }: Props) {
  const [refusal, setRefusal] = useState('');
  const take = async (file: File | undefined) => {
    setRefusal('');
    if (!file) return setOwn(undefined);
    if (file.size > MOST_BYTES) {
      setOwn(undefined);
      return setRefusal(
        'This is no file of keys: it is too large. Choose the one that the provider publishes.',
      );
    }
    setOwn(await file.text());
  };
  return (
    <>
      <p>
        {own === undefined
          ? sayPublished(hasPublished)
          : 'Only the keys of the file that you chose are trusted.'}
      </p>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Trust keys of a file instead</span>
        </summary>
        <div class="govuk-details__text">
          <label class="govuk-label" for="keys">
            File of keys
          </label>
          <div class="govuk-hint" id="keys-hint">
            <code>keys.json</code> as the provider published it, or keys as PEM. Get it another way than the
            package.
          </div>
          {refusal !== '' && (
            <p class="govuk-error-message" role="alert">
              <span class="govuk-visually-hidden">Error:</span> {refusal}
            </p>
          )}
          <input
            class="file"
            id="keys"
            type="file"
            accept=".json,.pem,.txt"
            aria-describedby="keys-hint"
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
        </div>
      </details>
    </>
  );
}

const sayPublished = (hasPublished: boolean): string =>
  hasPublished
    ? 'The keys that this service publishes are trusted.'
    : 'The service’s keys could not be fetched. Without keys you learn whether the package is intact, and not from whom it is.';
