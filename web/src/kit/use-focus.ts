import { useEffect, useRef } from 'preact/hooks';

/** For what takes the focus once it is on the page. */
export function useFocus<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}

/** For what takes the focus whenever `key` is another than it was: the beginning of a list that one turns the pages of. */
export function useFocusAfter<T extends HTMLElement>(key: unknown) {
  const ref = useRef<T>(null);
  const before = useRef(key);
  useEffect(() => {
    if (before.current !== key) ref.current?.focus();
    before.current = key;
  }, [key]);
  return ref;
}

/** Where a form begins anew, as when somebody goes back to it from its check. */
export const focusFirst = (form: HTMLElement | null): void =>
  form?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
