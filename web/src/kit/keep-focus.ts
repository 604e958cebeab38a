import { useEffect } from 'preact/hooks';

/** So long a page has to say itself where the focus goes next. */
const SETTLE_MS = 100;

/**
 * When what had the focus is taken off the page, such as a button that did its work, the focus goes to the heading of the
 * section that it stood in, or else to the page: never nowhere, where the next Tab would begin at the top.
 */
export function useKeepFocus(): void {
  useEffect(() => {
    let around: readonly Element[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = ({ target }: Event) => {
      around = target instanceof Element ? ancestorsOf(target) : [];
    };
    const look = () => {
      const [last] = around;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      focusNear(around.find((one) => one.isConnected));
    };
    const watcher = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLE_MS);
    });
    document.addEventListener('focusin', remember);
    watcher.observe(document.body, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      watcher.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, []);
}

/** An element and all that it stands in, the nearest first. */
function ancestorsOf(element: Element): readonly Element[] {
  const { parentElement } = element;
  return [element, ...(parentElement ? ancestorsOf(parentElement) : [])];
}

function focusNear(place: Element | undefined): void {
  const titleId = place?.closest('section[aria-labelledby]')?.getAttribute('aria-labelledby');
  const title = titleId ? document.getElementById(titleId) : null;
  if (title) {
    title.tabIndex = -1;
    title.focus();
  } else document.getElementById('main')?.focus({ preventScroll: true });
}
