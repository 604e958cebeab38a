import { InconsistentState } from '../shared/faults.ts';

const ENTRY = /(?:^|#)(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)#/;

/** The instant in a sort key `<prefix><instant>#<id>`. @throws InconsistentState when it has none */
export function entryInstant(entry: string): string {
  const instant = ENTRY.exec(entry)?.[1];
  if (!instant) throw new InconsistentState('a sort key without an instant');
  return instant;
}
