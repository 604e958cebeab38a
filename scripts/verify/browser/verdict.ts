/** What of a provider's keys somebody believes. Without keys a package can be intact, and nobody vouches for it. */
export type Trust = {
  /** The published set, as `GET /log/keys.json` answers it. */
  readonly publishedKeys?: string;
  /** Single keys, each as PEM. */
  readonly pems?: readonly string[];
  /** What the package's SHA-256 must be, in lower-case hex. */
  readonly sha256?: string;
  /** Counts SHA-512 of the payload too, which takes longer. */
  readonly thorough?: boolean;
};

/** A reason not to believe a package: the rule that it breaks, in which file, and where that is known, at which byte. */
export type Finding = {
  readonly rule: string;
  readonly file: string;
  readonly offset?: number;
  readonly text: string;
};

/** What a package says of itself. It is to be believed where its verdict is good. */
export type Contents = {
  readonly format: string;
  readonly demandId: string;
  readonly reference?: string;
  readonly instrument: string;
  readonly sealedAt: string;
  readonly files: number;
  readonly records: number;
  readonly grants: number;
  readonly noneFound: readonly string[];
  readonly notHeld: readonly string[];
  readonly setAside: readonly { readonly item: string; readonly reason: string; readonly count: number }[];
  /** SHA-256 of the key that signed it. */
  readonly keyid: string;
};

/**
 * `good`: signed with a key that was given, and nothing was changed, added or removed. `not-vouched`: the same, with a key
 * that was not given, so that anybody may have made it. `not-good`: the findings say why. `keys-unreadable`: what was
 * given as keys is none, and the package was not looked at.
 */
export type Verdict = {
  readonly verdict: 'good' | 'not-vouched' | 'not-good' | 'keys-unreadable';
  readonly findings: readonly Finding[];
  /** Of all findings: not all are listed. */
  readonly count: number;
  /** Of the whole file, where all of it could be read. */
  readonly sha256?: string;
  readonly contents?: Contents;
};
