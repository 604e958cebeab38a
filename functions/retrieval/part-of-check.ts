/** How much one part of a check has. */
export type CheckLimits = { blobs: number; bytes: number; grants: number };

/**
 * A minute or less where a store gives out sixteen objects at once, 20 ms after it is asked, or 10 MB a second. A part is so
 * much and not a time, so that every run of it comes to the same line.
 */
export const CHECK_LIMITS: CheckLimits = { blobs: 10_000, bytes: 512 * 1024 * 1024, grants: 500 };

/** Parts beside the demand that one transaction changes, with the demand, its event, its step and how far the check is. */
const MAX_CHANGED = 90;

/** What one part of a check has taken on so far. */
export class PartOfCheck {
  readonly #limits: CheckLimits;
  #blobs = 0;
  #grants = 0;
  #changed = 0;
  bytes = 0;

  constructor(limits: CheckLimits) {
    this.#limits = limits;
  }

  /** Nothing more is taken on; a blob or a grant alone always is, however large. */
  get isFull(): boolean {
    const { blobs, bytes, grants } = this.#limits;
    return (
      this.#blobs >= blobs || this.bytes >= bytes || this.#grants >= grants || this.#changed >= MAX_CHANGED
    );
  }

  takeBlob(size: number): void {
    this.#blobs += 1;
    this.bytes += size;
  }

  takeGrant({ isChanged }: { isChanged: boolean }): void {
    this.#grants += 1;
    if (isChanged) this.#changed += 1;
  }
}
