export type Usage = {
  readonly apiRequests: number;
  readonly lambdaInvocations: number;
  readonly lambdaGbMilliseconds: number;
  readonly stateTransitions: number;
  /** Approximate: by operation and size of what went over the wire. */
  readonly dynamoReadUnits: number;
  readonly dynamoWriteUnits: number;
  readonly s3Puts: number;
  readonly s3Gets: number;
  readonly kmsSignatures: number;
  readonly eventsPublished: number;
};

export type Counted = keyof Usage;

const NOTHING: Usage = {
  apiRequests: 0,
  lambdaInvocations: 0,
  lambdaGbMilliseconds: 0,
  stateTransitions: 0,
  dynamoReadUnits: 0,
  dynamoWriteUnits: 0,
  s3Puts: 0,
  s3Gets: 0,
  kmsSignatures: 0,
  eventsPublished: 0,
};

/** How often: calls of AWS, by who called and what (`NAME dynamodb GetItem`), runs of functions, and starts of their isolates. */
export type Calls = {
  readonly calls: Readonly<Record<string, number>>;
  readonly invoked: Readonly<Record<string, number>>;
  readonly started: Readonly<Record<string, number>>;
};

/** Counts what AWS would bill for, since the start. */
export class Meter {
  readonly #counts: { -readonly [name in Counted]: Usage[name] } = { ...NOTHING };
  readonly #calls = {
    calls: new Map<string, number>(),
    invoked: new Map<string, number>(),
    started: new Map<string, number>(),
  };

  /** A call of AWS, an invocation of a function, a start of an isolate for one, by name. */
  note(kind: keyof Calls, name: string): void {
    const counts = this.#calls[kind];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  calls(): Calls {
    const { calls, invoked, started } = this.#calls;
    return {
      calls: Object.fromEntries(calls),
      invoked: Object.fromEntries(invoked),
      started: Object.fromEntries(started),
    };
  }

  count(what: Counted, amount = 1): void {
    this.#counts[what] += amount;
  }

  usage(): Usage {
    return { ...this.#counts };
  }
}

const rounded = (value: number): string => Math.round(value).toLocaleString('en');

/** One block for the end of a run. */
export function describeUsage(usage: Usage): string {
  const rows: [string, string][] = [
    ['API requests', rounded(usage.apiRequests)],
    [
      'Lambda',
      `${rounded(usage.lambdaInvocations)} invocations, ${rounded(usage.lambdaGbMilliseconds / 1000)} GB-s`,
    ],
    ['Step Functions', `${rounded(usage.stateTransitions)} transitions`],
    [
      'DynamoDB',
      `${rounded(usage.dynamoReadUnits)} read units, ${rounded(usage.dynamoWriteUnits)} write units (about)`,
    ],
    ['S3', `${rounded(usage.s3Puts)} puts, ${rounded(usage.s3Gets)} gets`],
    ['KMS', `${rounded(usage.kmsSignatures)} requests for signatures`],
    ['EventBridge', `${rounded(usage.eventsPublished)} events`],
  ];
  return [
    'What AWS would have billed:',
    ...rows.map(([name, value]) => `  ${name.padEnd(15)} ${value}`),
  ].join('\n');
}
