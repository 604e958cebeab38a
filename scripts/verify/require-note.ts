import { PackageFault } from './package-fault.ts';

/** A record that tells of a time outside the period says so in its note, and no other one does. */
export function requireNote(found: unknown, expected: string): void {
  if ((found ?? '') === expected) return;
  throw new PackageFault(
    expected === ''
      ? 'a note says of a record what it does not say'
      : `a record says itself what is not noted (${expected})`,
    { rule: 'record-note' },
  );
}
