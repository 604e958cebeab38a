/** Why a page is not drawn. `no-such-page`: the paper has fewer. */
export const PAGE_FAULTS = ['unreadable', 'encrypted', 'too-large', 'no-such-page'] as const;
export type PageFault = (typeof PAGE_FAULTS)[number];

/** A paper that cannot be drawn, or not this page of it. */
export class NotDrawn extends Error {
  override readonly name = 'NotDrawn';
  readonly fault: PageFault;

  constructor(fault: PageFault) {
    super(fault);
    this.fault = fault;
  }
}
