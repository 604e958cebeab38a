/** A package where it lies: a file of this machine, or one that somebody chose in a browser. */
export type PackageFile = {
  /** Bytes. */
  readonly size: number;
  /** Fills the room from there on, with what comes at once; says with how much, 0 at the end. */
  read(room: Buffer, at: number): Promise<number>;
  /** Whether it is still what it was when it was opened. */
  isUnchanged(): Promise<boolean>;
  close(): Promise<void>;
};
