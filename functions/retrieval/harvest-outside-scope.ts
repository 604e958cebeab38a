/** What is wrong with a harvest. */
export type Violation = 'account' | 'service' | 'item' | 'period' | 'content' | 'count' | 'grant' | 'records';

/** A retrieval found what the scope does not allow, or its harvest is not what was recorded of it. Nothing is sealed. */
export class HarvestOutsideScope extends Error {
  override readonly name = 'HarvestOutsideScope';
  readonly grant: number;
  readonly violation: Violation;

  constructor(grant: number, violation: Violation) {
    super(`grant ${grant}: ${violation}`);
    this.grant = grant;
    this.violation = violation;
  }
}
