/** What is known of a document's bytes. `failed`: the scanner could not say. `unscanned`: it was never asked. */
export const VERDICTS = ['clean', 'suspicious', 'failed', 'unscanned'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One version of one document. */
export type ScannedDocument = { authorityId: string; sha256: string; versionId: string };

export type VerdictStore = {
  /** `unscanned` where nothing is known, also because it was lost. */
  of(document: ScannedDocument): Promise<Verdict>;
  /** Keeps what a scanner said; that it failed is no news of a document of which it has said something. */
  keep(document: ScannedDocument, verdict: Exclude<Verdict, 'unscanned'>, at: string): Promise<void>;
};
