import type { Trust, Verdict } from '../../../scripts/verify/browser/verdict.ts';
import workerAddress from '../../../scripts/verify/browser/worker.ts?worker&url';

export type { Contents, Finding, Trust, Verdict } from '../../../scripts/verify/browser/verdict.ts';

type Policy = { createScriptURL(address: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
};

/** The address of a worker is that of a script: it must come from the one policy that `hosting.ts` lets be made. */
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trustedTypes?.createPolicy('verifier-worker', { createScriptURL: () => workerAddress });

export class VerifierFailed extends Error {
  override readonly name = 'VerifierFailed';
}

/**
 * Verifies a package that somebody chose, in a worker of this page: nothing of it leaves this computer, and a part of it is
 * held at a time, however large it is.
 * @param stop ends it before its time
 * @throws VerifierFailed where the worker could not be started or ended by itself; what is wrong with a package is its verdict
 */
export function verifyPackage(file: Blob, trust: Trust, stop?: AbortSignal): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(policy?.createScriptURL('') ?? workerAddress, { type: 'module' });
    const end = () => worker.terminate();
    const fail = (cause: unknown) => {
      end();
      reject(new VerifierFailed('the verifier ended by itself', { cause }));
    };
    worker.onmessage = ({ data }: MessageEvent<Verdict>) => {
      end();
      resolve(data);
    };
    worker.onerror = ({ message }) => fail(message);
    stop?.addEventListener('abort', () => fail(stop.reason), { once: true });
    worker.postMessage({ file, trust });
  });
}
