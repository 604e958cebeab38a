import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Trouble, Troubled } from './problem.ts';

export type Answer<T> = {
  /** The last answer; it stays while the next is awaited, and when it does not come. */
  value: T | undefined;
  trouble: Trouble | undefined;
  isLoading: boolean;
  /** Asks again. */
  again: () => void;
};

/** Asks when a page is drawn, and again whenever one of `keys` is another. An answer to an older question is dropped. */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]): Answer<T> {
  const [state, setState] = useState<Omit<Answer<T>, 'again'>>({
    value: undefined,
    trouble: undefined,
    isLoading: true,
  });
  const [turn, setTurn] = useState(0);
  const asked = useRef(ask);
  asked.current = ask;
  useEffect(() => {
    const stop = new AbortController();
    setState(({ value }) => ({ value, trouble: undefined, isLoading: true }));
    asked.current(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setState({ value, trouble: undefined, isLoading: false });
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        if (!(error instanceof Troubled)) throw error;
        setState(({ value }) => ({ value, trouble: error.trouble, isLoading: false }));
      },
    );
    return () => stop.abort();
  }, [turn, ...keys]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, again };
}
