import { type Fault, PackageFault } from './package-fault.ts';

/** No more are listed: a hostile package could have one for each of its bytes. */
const LISTED = 100;

/** All faults of a package are counted, and the first of them listed. */
export class Faults {
  readonly listed: Fault[] = [];
  count = 0;

  add(fault: Fault): void {
    this.count += 1;
    if (this.listed.length < LISTED) this.listed.push(fault);
  }

  /** Adds those that were found meanwhile. */
  addAll({ listed, count }: Faults): void {
    this.listed.push(...listed.slice(0, LISTED - this.listed.length));
    this.count += count;
  }

  /** Adds what was thrown. What is no word of ours says nothing of its own: it could tell what is in the package. */
  addThrown(error: unknown, { rule, file }: { rule: string; file: string }): void {
    const known = error instanceof PackageFault ? error : undefined;
    const offset = known?.offset;
    this.add({
      rule: known?.rule ?? rule,
      file: known?.file ?? file,
      ...(offset === undefined ? {} : { offset }),
      text: known?.message ?? 'it cannot be read',
    });
  }
}
