/** What keeps the laptop from starting: its message is a line for the person who started it, who needs no stack. */
export class StartFault extends Error {
  override readonly name: string = 'StartFault';
}

/** A file of the state folder that cannot be read. */
export class BrokenStateFile extends StartFault {
  override readonly name = 'BrokenStateFile';

  /** `loss` says what deleting the file costs. */
  constructor(path: string, loss: string, cause?: unknown) {
    super(`${path} cannot be read. Delete it; ${loss}.`, { cause });
  }
}
