import { StartFault } from '../state/start-fault.ts';

/** The laptop was asked for something that it does not play. It says so by name and does not start. */
export class Refused extends StartFault {
  override readonly name = 'Refused';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(`The laptop does not know:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
    this.reasons = reasons;
  }
}
