import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { compartmentOf } from '../ledger/demand-id.ts';
import { isCalledOff } from '../ledger/objections.ts';
import { created } from '../ledger/part.ts';
import { DISCLOSURE } from '../ledger/parts/disclosure.part.ts';
import { TIMESTAMP } from '../ledger/parts/timestamp.part.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logError } from '../shared/logger.ts';
import type { StepInput } from '../workflow/step.schema.ts';
import type { ReadCertificate } from './timestamps/certificate-chain.ts';
import { readTimestamp } from './timestamps/read-timestamp.ts';
import type { TimestampAuthority } from './timestamps/timestamp-authority.ts';
import { nonceOf, timestampQuery } from './timestamps/timestamp-query.ts';
import { TimestampRefused } from './timestamps/timestamp-refused.ts';

export type TimestampDeps = LedgerDeps & {
  authority: TimestampAuthority;
  /** Certificates that its timestamps must come from. */
  known: readonly ReadCertificate[];
  /** 16 random bytes. */
  chance: () => Uint8Array;
  wait: (ms: number) => Promise<void>;
};

/** Between one try and the next: with three tries of eight seconds each it ends within the minute that a step has. */
const WAITS_MS = [2_000, 8_000];

/**
 * Has the timestamp authority sign the SHA-256 of the sealed package, and keeps its answer beside the demand. The hash of
 * the archive holds all of it, the signature too, and is what ledger, log, release and receipt name; nothing else leaves.
 * That a national-security demand exists is told to nobody, and so no stranger can count them.
 * An authority that is away, or whose answer proves nothing, stops no demand: the ledger says so, and whoever runs this
 * again asks again.
 */
export async function timestamp({ demandId, round }: StepInput, deps: TimestampDeps): Promise<StepInput> {
  const result = { demandId, round };
  if (compartmentOf(demandId) !== 'open') return result;
  const [record, disclosure, known] = await Promise.all([
    deps.store.read(demandId),
    deps.store.part(demandId, DISCLOSURE()),
    deps.store.part(demandId, TIMESTAMP()),
  ]);
  if (!record) throw new InconsistentState('no such demand');
  if (isCalledOff(record) || !disclosure || known) return result;
  const { sha256 } = disclosure;
  const got = await ask(sha256, deps);
  if ('fault' in got) logError('NO_TIMESTAMP', got.fault, { demandId });
  return changeDemand(deps, demandId, async (now) => {
    if (isCalledOff(now) || (await deps.store.part(demandId, TIMESTAMP()))) return { unchanged: result };
    const told = { round, packageSha256: sha256 };
    if ('fault' in got)
      return {
        set: {},
        action: 'disclosure.not-timestamped',
        actor: SERVICE,
        detail: { ...told, fault: got.fault.fault },
        result,
      };
    const { at, answer } = got;
    const part = { packageSha256: sha256, at, response: Buffer.from(answer).toString('base64') };
    return {
      set: {},
      action: 'disclosure.timestamped',
      actor: SERVICE,
      detail: { ...told, timestampedAt: at, timestampSha256: sha256Hex(answer) },
      parts: [created(TIMESTAMP(), part)],
      result,
    };
  });
}

type Got = { at: string; answer: Uint8Array } | { fault: TimestampRefused };

async function ask(sha256: string, deps: TimestampDeps): Promise<Got> {
  let fault: TimestampRefused | undefined;
  for (const pause of [0, ...WAITS_MS]) {
    if (pause > 0) await deps.wait(pause);
    // Anew each time: what answers an earlier question is no answer to this one.
    const nonce = nonceOf(deps.chance());
    try {
      const answer = await deps.authority.ask(timestampQuery(sha256, nonce));
      const at = readTimestamp(answer, { sha256, nonce, now: deps.clock(), known: deps.known });
      return { at: at.toISOString(), answer };
    } catch (error) {
      if (!(error instanceof TimestampRefused)) throw error;
      fault = error;
    }
  }
  return { fault: fault ?? new TimestampRefused('no-answer') };
}
