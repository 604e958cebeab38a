import { useRef, useState } from 'preact/hooks';
import { type Trouble, Troubled } from '../api/problem.ts';

export type Sending<T> = {
  /** What came of the last call. */
  done: T | undefined;
  trouble: Trouble | undefined;
  isSending: boolean;
  send: (call: () => Promise<T>) => Promise<void>;
};

/**
 * One call at a time that changes something; what it answered, or why not. A button says with `aria-disabled` that it waits:
 * one that is disabled loses the focus.
 */
export function useSend<T>(): Sending<T> {
  const [done, setDone] = useState<T | undefined>(undefined);
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);
  const send = async (call: () => Promise<T>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setSending(true);
    setTrouble(undefined);
    try {
      setDone(await call());
    } catch (error) {
      if (!(error instanceof Troubled)) throw error;
      setTrouble(error.trouble);
    } finally {
      isBusy.current = false;
      setSending(false);
    }
  };
  return { done, trouble, isSending, send };
}
