import { isReadable } from './readable.ts';

const OPAQUE = /^[\p{L}\p{M}\p{N}._:+@=/~|#$!&'-]{1,128}$/u;

/** What only its maker can read: the same where it is the same text in NFC. @param shortest characters at the least */
export function opaqueForm(value: string, shortest: number): string | undefined {
  const form = value.normalize('NFC');
  const isOne = OPAQUE.test(form) && /[\p{L}\p{N}]/u.test(form) && form.length >= shortest;
  return isOne && isReadable(form) ? form : undefined;
}
