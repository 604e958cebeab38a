import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { editionPendingKey, type PendingItem, pendingKey } from '../../functions/ledger/pending.table.ts';
import { verifierKey } from '../../functions/log/checkpoint.ts';
import type { LogFiles, LogHead } from '../../functions/log/log.store.ts';
import { type EpochDeps, runEpoch } from '../../functions/log/run-epoch.ts';

const ORIGIN = 'log.example.com/test';

/** Where a run was cut off by a test. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export type MemoryLog = {
  deps: EpochDeps;
  /** By key, the archive's and the published. */
  archive: Map<string, Buffer>;
  published: Map<string, Buffer>;
  waiting: Map<string, PendingItem>;
  key: string;
  privateKey: KeyObject;
  now: { at: Date };
  wait(...entries: string[]): void;
  put(items: readonly PendingItem[]): void;
  run(): ReturnType<typeof runEpoch>;
  /** A run that is cut off at its n-th call, before it has an effect or after. */
  cutOff(calls: number, after: boolean): Promise<'whole' | 'cut'>;
};

/** A log whose table, buckets and key are in memory. */
export function memoryLog(): MemoryLog {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const [archive, published] = [new Map<string, Buffer>(), new Map<string, Buffer>()];
  const waiting = new Map<string, PendingItem>();
  const now = { at: new Date('2026-11-23T10:00:00.000Z') };
  let head: LogHead | undefined;
  const nameOf = ({ pk, sk }: PendingItem) => `${pk}/${sk}`;
  const deps: EpochDeps = {
    origin: ORIGIN,
    archive: memoryFiles(archive),
    published: memoryFiles(published),
    pending: {
      all: async () => [...waiting.values()],
      remove: async (items) => {
        for (const item of items) waiting.delete(nameOf(item));
      },
      head: async () => head,
      raiseHead: async (next) => {
        if (!head || head.size < next.size) head = next;
      },
    },
    signer: { publicKey: async () => raw, sign: async (message) => sign(null, message, privateKey) },
    clock: () => {
      now.at = new Date(now.at.getTime() + 1000);
      return now.at;
    },
  };
  const put = (items: readonly PendingItem[]) => {
    for (const item of items) waiting.set(nameOf(item), item);
  };
  return {
    deps,
    archive,
    published,
    waiting,
    key: verifierKey({ origin: ORIGIN, publicKey: raw }),
    privateKey,
    now,
    put,
    wait: (...entries) =>
      put(
        entries.map((entry) => {
          const at = now.at.toISOString();
          const key = entry.startsWith('edition ') ? editionPendingKey(at, entry) : pendingKey(0, at, entry);
          return { ...key, entry };
        }),
      ),
    run: () => runEpoch(deps),
    cutOff: async (calls, after) => {
      try {
        await runEpoch(cutting(deps, calls, after));
        return 'whole';
      } catch (error) {
        if (error instanceof Crash) return 'cut';
        throw error;
      }
    },
  };
}

function memoryFiles(files: Map<string, Buffer>): LogFiles {
  const tagOf = (body: Buffer) => body.toString('base64');
  return {
    read: async (key) => {
      const body = files.get(key);
      return body && { body, tag: tagOf(body) };
    },
    create: async ({ key, body }) => {
      if (files.has(key)) return 'exists';
      files.set(key, body);
      return 'created';
    },
    replace: async ({ key, body }, tag) => {
      const present = files.get(key);
      if ((present && tagOf(present)) !== tag) return 'overtaken';
      files.set(key, body);
      return 'replaced';
    },
  };
}

/** The same, where the n-th call of all is the last. */
function cutting(deps: EpochDeps, calls: number, after: boolean): EpochDeps {
  let left = calls;
  const cut = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          left -= 1;
          if (left === 0 && !after) throw new Crash();
          const result = await method.apply(target, given);
          if (left === 0) throw new Crash();
          return result;
        };
      },
    });
  return {
    ...deps,
    pending: cut(deps.pending),
    archive: cut(deps.archive),
    published: cut(deps.published),
    signer: cut(deps.signer),
  };
}
