import { sha256Hex } from '../shared/canonical-json.ts';

/** What is wrong with a harvest. */
export type Violation =
  | 'account'
  | 'service'
  | 'item'
  | 'period'
  | 'content'
  | 'count'
  | 'grant'
  | 'records'
  /** It is not what was frozen. */
  | 'frozen'
  | 'changes';

/** A retrieval found what the scope does not allow, or its harvest is not what was recorded of it. Nothing is sealed. */
export class HarvestOutsideScope extends Error {
  override readonly name = 'HarvestOutsideScope';
  readonly grant: number;
  readonly violation: Violation;
  /** SHA-256 of the id of the record at fault, where it is one record's. */
  readonly recordIdSha256: string | undefined;

  constructor(grant: number, violation: Violation, recordId?: string) {
    super(`grant ${grant}: ${violation}`);
    this.grant = grant;
    this.violation = violation;
    this.recordIdSha256 = recordId === undefined ? undefined : sha256Hex(recordId);
  }
}
