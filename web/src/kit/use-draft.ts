import { useCallback, useState } from 'preact/hooks';
import { isRecord } from '../config.ts';
import { forget, keep, kept } from '../session/tab-store.ts';

type Draft<T> = [value: T, set: (change: Partial<T>) => void, clear: () => void];

/**
 * What somebody types, kept in this tab as they type it, so that neither a reload nor a sign-in loses it.
 * @param name of the draft, such as `decide:d-…`
 * @param empty every member of it; what was kept of another kind is dropped
 */
export function useDraft<T extends Record<string, unknown>>(name: string, empty: T): Draft<T> {
  const key = `draft:${name}`;
  const [value, setValue] = useState<T>(() => ({ ...empty, ...alike(kept(key), empty) }));
  const set = useCallback(
    (change: Partial<T>) =>
      setValue((before) => {
        const after = { ...before, ...change };
        keep(key, after);
        return after;
      }),
    [key],
  );
  const clear = useCallback(() => {
    forget(key);
    setValue(empty);
  }, [key]);
  return [value, set, clear];
}

function alike<T extends Record<string, unknown>>(before: unknown, empty: T): Partial<T> {
  if (!isRecord(before)) return {};
  const same = Object.entries(before).filter(
    ([member, value]) =>
      member in empty &&
      typeof value === typeof empty[member] &&
      Array.isArray(value) === Array.isArray(empty[member]),
  );
  return Object.fromEntries(same) as Partial<T>;
}
