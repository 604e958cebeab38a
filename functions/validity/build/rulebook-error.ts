/** One fault of a rulebook file. `line` counts from one; it is absent where the file is no longer YAML. */
export type RulebookFault = { file: string; line?: number; message: string; todo: string };

/** A rulebook that cannot be decided with. The message lists every fault, with what to do. */
export class RulebookError extends Error {
  override readonly name = 'RulebookError';
  readonly faults: readonly RulebookFault[];

  constructor(faults: readonly RulebookFault[]) {
    super(faults.map(faultText).join('\n'));
    this.faults = faults;
  }
}

const faultText = ({ file, line, message, todo }: RulebookFault) =>
  `${file}${line === undefined ? '' : `:${line}`}: ${message} ${todo}`;
