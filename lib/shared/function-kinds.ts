import { Duration, Size } from 'aws-cdk-lib';

/** Harvests and packages are spooled to disk where they outgrow memory; S3 takes 5 GB at once. */
const SPOOL = { ephemeralStorageSize: Size.gibibytes(10) };

/**
 * What functions are there for, and so how much they get. Memory buys CPU in proportion (1,769 MB is one whole CPU);
 * 512 MB is where parsing and hashing a demand stop being what a caller waits for.
 */
export const FUNCTION_KINDS = {
  /** API Gateway waits ten seconds for an authorizer. */
  authorizer: { memorySize: 512, timeout: Duration.seconds(9) },
  /** API Gateway waits 29 seconds. */
  api: { memorySize: 512, timeout: Duration.seconds(20) },
  /** Writes one change, of at most a few megabytes. */
  recorder: { memorySize: 512, timeout: Duration.seconds(20) },
  /** Draws a page in twelve seconds or not at all, for a function that the gateway waits for. */
  drawer: { memorySize: 1769, timeout: Duration.seconds(15) },
  step: { memorySize: 512, timeout: Duration.minutes(1) },
  /** Reads a grant's whole period of one service. */
  connector: { memorySize: 1024, timeout: Duration.minutes(10), ...SPOOL },
  /** Hashes and compresses whole harvests. */
  packer: { memorySize: 1769, timeout: Duration.minutes(15), ...SPOOL },
  /** Encrypts one volume of a package, which takes a minute: who asked asks again meanwhile. */
  encrypter: { memorySize: 1769, timeout: Duration.minutes(5) },
  stream: { memorySize: 512, timeout: Duration.minutes(1) },
  /** Ends before its next minute begins, so that two rounds of a sweep do not overlap. */
  sweep: { memorySize: 512, timeout: Duration.seconds(50) },
  /** Folds a whole period. Asked by the API it must be done in 29 seconds; the daily run may take longer. */
  report: { memorySize: 1769, timeout: Duration.minutes(5) },
} as const;

export type FunctionKind = keyof typeof FUNCTION_KINDS;
