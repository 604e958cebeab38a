import { useEffect, useRef, useState } from 'preact/hooks';
import { allKeys, keysAreOff, press, switchKeys, watchKeys } from './keys.ts';

/** The list of shortcuts, beneath `?` and a button, and the switch that turns them off. */
export function Shortcuts() {
  const [, again] = useState({});
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => watchKeys(() => again({})), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (dialog.current?.open) return;
      if (!press(event) && event.key === '?' && !keysAreOff() && !isField(event.target))
        dialog.current?.showModal();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <button type="button" class="link-button no-print" onClick={() => dialog.current?.showModal()}>
        Keyboard shortcuts
      </button>
      <dialog class="keys" ref={dialog} aria-labelledby="keys-title">
        <h2 class="govuk-heading-m" id="keys-title">
          Keyboard shortcuts
        </h2>
        <dl class="keys__list">
          {[...allKeys(), { key: '?', does: 'Show this list' }].map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p>
          <label>
            <input
              type="checkbox"
              checked={!keysAreOff()}
              onChange={({ currentTarget }) => switchKeys(!currentTarget.checked)}
            />{' '}
            Shortcuts are on
          </label>
        </p>
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() => dialog.current?.close()}
        >
          Close
        </button>
      </dialog>
    </>
  );
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
