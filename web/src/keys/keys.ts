import { useEffect } from 'preact/hooks';
import { keep, kept } from '../session/tab-store.ts';

export type Key = { key: string; does: string; run: () => void };

const OFF = 'keys-off';
let areOff = kept(OFF) === true;
/** What the page that is shown now offers, the last to come first. */
const offered = new Set<readonly Key[]>();
const watchers = new Set<() => void>();

export const keysAreOff = (): boolean => areOff;
export const allKeys = (): readonly Key[] => [...offered].flat();

export function switchKeys(off: boolean): void {
  areOff = off;
  keep(OFF, off);
  for (const tell of watchers) tell();
}

export function watchKeys(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** Offers single keys while a page is shown. None works in a field, with a modifier, or once they are switched off. */
export function useKeys(keys: readonly Key[]): void {
  useEffect(() => {
    offered.add(keys);
    for (const tell of watchers) tell();
    return () => {
      offered.delete(keys);
      for (const tell of watchers) tell();
    };
  });
}

/** @returns whether it was a shortcut */
export function press(event: KeyboardEvent): boolean {
  if (areOff || isModified(event) || event.isComposing || isTyping(event.target)) return false;
  const found = allKeys().find(({ key }) => key === event.key);
  if (!found) return false;
  event.preventDefault();
  found.run();
  return true;
}

/** What a keyboard writes with AltGr, such as `[` on a German one, is a key like any other. */
const isModified = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select') !== null);
