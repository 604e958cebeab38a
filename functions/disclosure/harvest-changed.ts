import { sha256Hex } from '../shared/canonical-json.ts';

/** What is not as it was checked: the lines of a grant, a record's account or service, the bytes that came with it, the list of changes. */
export type Change = 'records' | 'account' | 'service' | 'bytes' | 'changes';

/** A harvest is not the one that was checked. Nothing is sealed. */
export class HarvestChanged extends Error {
  override readonly name = 'HarvestChanged';
  readonly grant: number;
  readonly violation: Change;
  /** SHA-256 of the id of the record at fault, where it is one record's. */
  readonly recordIdSha256: string | undefined;

  constructor(grant: number, violation: Change, recordId?: string) {
    super(`grant ${grant}: ${violation}`);
    this.grant = grant;
    this.violation = violation;
    this.recordIdSha256 = recordId === undefined ? undefined : sha256Hex(recordId);
  }
}
