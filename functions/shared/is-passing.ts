const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND']);

/**
 * Whether an error of a service is one that another try may cure: throttling, a 5xx, a timeout, a broken connection. The
 * SDK has tried a few times by then; the state machine waits longer.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('$retryable' in error && error.$retryable !== undefined) return true;
  if (statusOf(error) >= 500 || statusOf(error) === 429) return true;
  if (
    /Throttl|TooManyRequests|SlowDown|ProvisionedThroughput|RequestLimitExceeded|TimeoutError|RequestTimeout/.test(
      error.name,
    )
  )
    return true;
  return 'code' in error && typeof error.code === 'string' && NETWORK.has(error.code);
}

function statusOf(error: Error): number {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return Number(metadata.httpStatusCode ?? 0);
}
