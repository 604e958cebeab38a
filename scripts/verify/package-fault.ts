/** One reason not to believe a package: the rule that it breaks, in which file, and where that is known, at which byte. */
export type Fault = { rule: string; file: string; offset?: number; text: string };

/** A reason for which a package must not be believed, and all of them where they were collected. */
export class PackageFault extends Error {
  override readonly name = 'PackageFault';
  readonly faults: readonly Fault[];
  /** How many there are: not all are listed. */
  readonly count: number;
  /** The rule that is broken, in which file and at which byte, where whoever throws knows it. */
  readonly rule: string | undefined;
  readonly file: string | undefined;
  readonly offset: number | undefined;
  /** Of the whole file, where all of it could be read. */
  readonly sha256: string | undefined;

  constructor(message: string, options: PackageFaultOptions = {}) {
    const { cause, faults = [], count = faults.length, rule, file, offset, sha256 } = options;
    super(message, { cause });
    this.faults = faults;
    this.count = count;
    this.rule = rule;
    this.file = file;
    this.offset = offset;
    this.sha256 = sha256;
  }

  /** The same fault, of an archive with this SHA-256. */
  of(sha256: string): PackageFault {
    const { message, cause, faults, count, rule, file, offset } = this;
    return new PackageFault(message, { cause, faults, count, rule, file, offset, sha256 });
  }
}

type PackageFaultOptions = Partial<Pick<PackageFault, 'faults' | 'count'>> & {
  cause?: unknown;
  rule?: string | undefined;
  file?: string | undefined;
  offset?: number | undefined;
  sha256?: string | undefined;
};
