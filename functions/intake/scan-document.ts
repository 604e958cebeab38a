import * as z from 'zod/mini';
import type { Clock } from '../shared/clock.ts';
import type { ScannedDocument, VerdictStore } from './verdict.store.ts';

/** What EventBridge tells of a new object (source `aws.s3`, detail-type `Object Created`). */
export const ObjectCreated = z.object({
  detail: z.object({
    object: z.object({
      key: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,63}\/[0-9a-f]{64}$/)),
      'version-id': z.string(),
      size: z.int(),
    }),
  }),
});
export type ObjectCreated = z.infer<typeof ObjectCreated>;

/** What a scanner is asked: the bytes are at `url` for `expiresIn` seconds, and it needs no right of its own to them. */
export type ScanRequest = {
  url: string;
  expiresIn: number;
  bucket: string;
  key: string;
  versionId: string;
  sha256: string;
  /** Bytes. */
  size: number;
};

/** What it answers. Whatever else comes is a failure of the scanner. */
export const ScanAnswer = z.object({ verdict: z.enum(['clean', 'suspicious']) });
export type ScanAnswer = z.infer<typeof ScanAnswer>;

export type Scanner = { scan(request: ScanRequest): Promise<ScanAnswer> };

export type ScanDeps = {
  scanner: Scanner;
  verdicts: VerdictStore;
  /** A link to a version, good for as long as it says. */
  link(document: ScannedDocument): Promise<Pick<ScanRequest, 'url' | 'expiresIn' | 'bucket' | 'key'>>;
  clock: Clock;
};

/**
 * Has the provider look at the bytes of one uploaded version, and keeps what it said.
 * @throws whatever the scanner failed with, so that it is asked again; until it answers, the verdict is `failed`
 */
export async function scanDocument({ detail }: ObjectCreated, deps: ScanDeps): Promise<void> {
  const { key, size, 'version-id': versionId } = detail.object;
  const [authorityId = '', sha256 = ''] = key.split('/');
  const document = { authorityId, sha256, versionId };
  try {
    const link = await deps.link(document);
    const { verdict } = await deps.scanner.scan({ ...link, versionId, sha256, size });
    await deps.verdicts.keep(document, verdict, deps.clock().toISOString());
  } catch (error) {
    await deps.verdicts.keep(document, 'failed', deps.clock().toISOString());
    throw error;
  }
}
