import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useHere } from '../api/api-context.ts';
import { given } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Page } from '../kit/page.tsx';
import { saySize } from '../kit/say.ts';
import { type Trust, type Verdict, VerifierFailed, verifyPackage } from '../verifier/verify-package.ts';
import { Keys } from './keys.tsx';
import { takeAside } from './put-aside.ts';
import { VerdictPanel } from './verdict-panel.tsx';
import { MOST_BYTES, type Said, sayVerdict, TOO_LARGE } from './verdict-words.ts';

type Checked = { name: string; said: Said; verdict: Verdict | undefined };

/** Checks a package in this browser. Nothing of it is sent anywhere, and nobody must be signed in. */
export function Check() {
  const { api } = useHere();
  const { query } = useLocation();
  const [aside] = useState(takeAside);
  const published = useAnswer(
    (signal) => given(api.GET('/log/{file}', { params: { path: { file: 'keys.json' } }, signal })),
    [],
  );
  const [own, setOwn] = useState<string | undefined>(undefined);
  const [file, setFile] = useState<File | undefined>(aside?.file);
  const [checked, setChecked] = useState<Checked | undefined>(undefined);
  const [isChecking, setChecking] = useState(false);
  const [trouble, setTrouble] = useState('');
  const stop = useRef<AbortController | undefined>(undefined);
  const publishedKeys = typeof published.value === 'object' ? JSON.stringify(published.value) : undefined;
  const sha256 = aside && file === aside.file ? aside.sha256 : sha256In(query.sha256);
  useEffect(() => () => stop.current?.abort(), []);

  const check = async (chosen: File) => {
    stop.current?.abort();
    setTrouble('');
    setChecked(undefined);
    if (chosen.size > MOST_BYTES)
      return setChecked({ name: chosen.name, said: TOO_LARGE, verdict: undefined });
    const turn = new AbortController();
    stop.current = turn;
    setChecking(true);
    try {
      const verdict = await verifyPackage(chosen, trustOf(own, publishedKeys, sha256), turn.signal);
      setChecked({ name: chosen.name, said: sayVerdict(verdict), verdict });
    } catch (error) {
      if (!(error instanceof VerifierFailed)) throw error;
      if (!turn.signal.aborted) setTrouble('The check ended by itself. Close other tabs, then check again.');
    } finally {
      if (stop.current === turn) setChecking(false);
    }
  };
  return (
    <Page title="Check a package">
      {checked && <VerdictPanel {...checked} />}
      <p class="govuk-body reading">
        <strong>It stays on this computer.</strong> This page reads the package here and sends nothing of it
        anywhere. It looks at the signature, at every file and its hash, and at whether each record is within
        what was granted.
      </p>
      <form
        class="reading"
        onSubmit={(event) => {
          event.preventDefault();
          if (file && !isChecking) void check(file);
        }}
      >
        <div class="govuk-form-group">
          <label class="govuk-label" for="package">
            {file ? 'Choose another package' : 'Choose the package'}
          </label>
          <div class="govuk-hint" id="package-hint">
            {file ? `Chosen: ${file.name}, ${saySize(file.size)}` : 'The ZIP file as it was downloaded'}
          </div>
          <input
            class="file"
            id="package"
            type="file"
            accept=".zip,application/zip"
            aria-describedby="package-hint"
            onChange={({ currentTarget }) => {
              setFile(currentTarget.files?.[0]);
              setChecked(undefined);
            }}
          />
        </div>
        <Keys hasPublished={publishedKeys !== undefined} own={own} setOwn={setOwn} />
        {sha256 !== undefined && (
          <p class="muted">
            Its SHA-256 is held against the one that your demand names: <code>{sha256}</code>
          </p>
        )}
        <button
          class="govuk-button"
          type="submit"
          disabled={!file || published.isLoading}
          aria-disabled={isChecking}
        >
          Check package
        </button>
      </form>
      <div role="status">{isChecking && <p class="loading">Checking. Large packages take minutes…</p>}</div>
      {trouble !== '' && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
    </Page>
  );
}

const sha256In = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-9a-f]{64}$/.test(text) ? text : undefined;

/** Keys that somebody chose are believed alone; without them, those that the service publishes. */
function trustOf(
  own: string | undefined,
  publishedKeys: string | undefined,
  sha256: string | undefined,
): Trust {
  const hash = sha256 === undefined ? {} : { sha256 };
  if (own !== undefined)
    return own.includes('-----BEGIN') ? { pems: pemsIn(own), ...hash } : { publishedKeys: own, ...hash };
  return publishedKeys === undefined ? hash : { publishedKeys, ...hash };
}

/** Each key of a file; what is none is passed on, so that the verifier says so. */
const pemsIn = (text: string): readonly string[] =>
  text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g) ?? [text];
