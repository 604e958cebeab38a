import fc from 'fast-check';
import { disclosureEntry, editionEntry, eventEntry } from '../../functions/ledger/log-entry.ts';
import { editionPendingKey, pendingKey } from '../../functions/ledger/pending.table.ts';
import { checkpointKey, epochKey, LATEST, proofKey } from '../../functions/log/log-files.ts';
import { runEpoch } from '../../functions/log/run-epoch.ts';
import { entriesIn } from '../../functions/log/tiles.ts';
import { GrowingTree, hashOfLeaf, rootOfLines } from '../../scripts/log/hashes.ts';
import { pinnedKey, readCheckpoint } from '../../scripts/log/read-checkpoint.ts';
import { readProof } from '../../scripts/log/read-proof.ts';
import { type MemoryLog, memoryLog } from '../kit/memory-log.ts';
import '../kit/quiet.ts';

const HASH = 'ab'.repeat(32);
const id = 'd-01';
const event = (seq: number) => eventEntry({ demandId: id, seq, hash: HASH });
const disclosure = (last: string) => disclosureEntry(id, HASH.replace(/..$/, last));

const text = (files: Map<string, Buffer>, key: string) => files.get(key)?.toString('utf8') ?? '';

/** What a reader finds who trusts the key alone: the entries of every epoch. Throws where anything does not fit. */
function readLog({ archive, published, key }: MemoryLog): string[][] {
  const pinned = pinnedKey(key);
  const { size, root } = readCheckpoint(text(published, LATEST), pinned);
  const tree = new GrowingTree();
  const batches: string[][] = [];
  for (let number = 0; number < size; number += 1) {
    const [entry = '', , ...lines] = text(archive, epochKey(number)).split('\n').slice(0, -1);
    expect(entry.split(' ').at(-1)).toBe(rootOfLines(lines));
    tree.add(hashOfLeaf(entry));
    // All batches look alike from outside.
    expect(lines.length).toBeGreaterThanOrEqual(64);
    expect(Math.log2(lines.length) % 1).toBe(0);
    batches.push(lines.filter((line) => !line.startsWith('filler ')).sort());
    const then = readCheckpoint(text(published, checkpointKey(number + 1)), pinned);
    expect(then).toMatchObject({ size: number + 1, root: tree.root() });
  }
  expect(tree.root()).toBe(root);
  const width = size % 256;
  const bundle = published.get(`tile/entries/000${width === 0 ? '' : `.p/${width}`}`);
  expect(entriesIn(bundle ?? Buffer.alloc(0))).toHaveLength(width);
  expect(archive.has(epochKey(size))).toBe(false);
  return batches;
}

describe('a run of the log', () => {
  it('logs what waits, in no order that tells, and takes it away', async () => {
    const log = memoryLog();
    log.wait(event(1), event(2));
    expect(await log.run()).toEqual({ size: 1, entries: 2, refused: 0 });
    log.wait(disclosure('01'));
    await log.run();
    expect(readLog(log)).toEqual([[event(1), event(2)], [disclosure('01')]]);
    expect(log.waiting.size).toBe(0);
  });

  it('publishes an epoch of nothing too', async () => {
    const log = memoryLog();
    await log.run();
    await log.run();
    expect(readLog(log)).toEqual([[], []]);
  });

  it('keeps a proof of what others must check, and of nothing else', async () => {
    const log = memoryLog();
    for (let seq = 1; seq < 4; seq += 1) await log.run();
    log.wait(event(1), disclosure('01'), event(2), editionEntry('2026-H1', 1, HASH));
    await log.run();
    const proofs = [...log.archive.keys()].filter((key) => key.startsWith('proofs/'));
    expect(proofs).toHaveLength(2);
    const proof = readProof(text(log.archive, proofKey(disclosure('01'))), pinnedKey(log.key));
    expect(proof).toMatchObject({ line: disclosure('01'), epoch: 3, checkpoint: { size: 4 } });
  });

  it('does not log what is no entry, and does not stop for it', async () => {
    const log = memoryLog();
    log.wait(event(1), 'event d-1 1 x', `${event(2)}\n${event(3)}`, '');
    expect(await log.run()).toEqual({ size: 1, entries: 1, refused: 3 });
    expect(readLog(log)).toEqual([[event(1)]]);
    expect(log.waiting.size).toBe(3);
  });

  it('vouches for nothing that waits where only others may write it', async () => {
    const log = memoryLog();
    const at = log.now.at.toISOString();
    const edition = editionEntry('2026-H1', 1, HASH);
    // Who publishes editions sealed no package and wrote no event; who writes demands published nothing.
    for (const entry of [disclosure('01'), event(1)]) log.put([{ ...editionPendingKey(at, entry), entry }]);
    log.put([{ ...pendingKey(0, at, edition), entry: edition }]);
    expect(await log.run()).toEqual({ size: 1, entries: 0, refused: 3 });
    expect([...log.archive.keys()].filter((key) => key.startsWith('proofs/'))).toEqual([]);
  });

  it('goes on where somebody has a package logged a second time: its first proof stays', async () => {
    const log = memoryLog();
    for (const batch of [
      [event(1), disclosure('01')],
      [],
      [disclosure('01'), event(2)],
      [disclosure('01')],
    ]) {
      log.wait(...batch);
      await log.run();
    }
    expect(readLog(log)).toHaveLength(4);
    const proof = text(log.archive, proofKey(disclosure('01')));
    expect(readProof(proof, pinnedKey(log.key))).toMatchObject({ line: disclosure('01'), epoch: 0 });
  });

  it('does not go on where the first proof is none', async () => {
    const log = memoryLog();
    for (const batch of [[disclosure('01')], [disclosure('02')], []]) {
      log.wait(...batch);
      await log.run();
    }
    const other = log.archive.get(proofKey(disclosure('01'))) ?? Buffer.alloc(0);
    log.archive.set(proofKey(disclosure('02')), other);
    log.wait(disclosure('02'));
    await expect(log.run()).rejects.toThrow('a proof of what was never logged');
  });

  it('logs everything once, wherever runs are cut off', async () => {
    const aRun = fc.record({
      calls: fc.integer({ min: 1, max: 40 }),
      after: fc.boolean(),
      comes: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(aRun, { maxLength: 12 }), async (runs) => {
        const log = memoryLog();
        let seq = 0;
        for (const { calls, after, comes } of runs) {
          for (let more = 0; more < comes; more += 1) {
            seq += 1;
            log.wait(seq % 3 === 0 ? disclosure(String(10 + (seq % 90))) : event(seq));
          }
          await log.cutOff(calls, after);
        }
        await log.run();
        const logged = readLog(log).flat();
        expect(log.waiting.size).toBe(0);
        expect(new Set(logged).size).toBe(logged.length);
        expect(logged).toHaveLength(seq);
        for (const line of logged.filter((entry) => !entry.startsWith('event ')))
          readProof(text(log.archive, proofKey(line)), pinnedKey(log.key));
      }),
      { numRuns: 100 },
    );
  });

  it('of several at a time makes one log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 3 }), async (scheduler, many) => {
        const log = memoryLog();
        log.wait(event(1), event(2));
        const ports = ['pending', 'archive', 'published'] as const;
        const deps = { ...log.deps };
        for (const name of ports)
          Object.assign(deps, {
            [name]: Object.fromEntries(
              Object.entries(deps[name]).map(([method, call]) => [
                method,
                async (...given: never[]) => {
                  await scheduler.schedule(Promise.resolve(), `${name}.${method}`);
                  return (call as (...given: never[]) => unknown)(...given);
                },
              ]),
            ),
          });
        const runs = Promise.all(Array.from({ length: many }, () => runEpoch(deps)));
        await scheduler.waitFor(runs);
        expect(readLog(log).flat()).toEqual([event(1), event(2)]);
        expect(log.waiting.size).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a log that was changed behind its back is not signed again:', () => {
  const grown = async () => {
    const log = memoryLog();
    for (let seq = 1; seq <= 5; seq += 1) {
      log.wait(event(seq));
      await log.run();
    }
    return log;
  };
  const hide = (log: MemoryLog) => {
    for (const key of [...log.published.keys()].filter((one) => one.includes('5'))) log.published.delete(key);
    log.published.set(LATEST, log.published.get(checkpointKey(4)) ?? Buffer.alloc(0));
  };

  it.each<[string, (log: MemoryLog) => void]>([
    ['an epoch that is gone', (log) => log.archive.delete(epochKey(4))],
    [
      'an epoch that was rewritten',
      (log) =>
        log.archive.set(
          epochKey(4),
          Buffer.from(text(log.archive, epochKey(3)).replace('epoch 3', 'epoch 4')),
        ),
    ],
    [
      'an epoch with an entry less',
      (log) =>
        log.archive.set(
          epochKey(4),
          Buffer.from(text(log.archive, epochKey(4)).replace(`${event(5)}\n`, '')),
        ),
    ],
    ['a tile that was rewritten', (log) => log.published.set('tile/0/000.p/5', Buffer.alloc(160, 7))],
    ['a tile that is gone', (log) => log.published.delete('tile/0/000.p/5')],
    ['a checkpoint of nobody', (log) => log.published.set(LATEST, Buffer.from('x'))],
    [
      'a checkpoint with another size',
      (log) => log.published.set(LATEST, Buffer.from(text(log.published, LATEST).replace('\n5\n', '\n4\n'))),
    ],
    [
      'an end that was taken off, with its epoch',
      (log) => {
        hide(log);
        log.archive.delete(epochKey(4));
      },
    ],
    [
      'an end that was taken off, and another epoch in its place',
      (log) => {
        hide(log);
        log.archive.set(
          epochKey(4),
          Buffer.from(text(log.archive, epochKey(3)).replace('epoch 3', 'epoch 4')),
        );
      },
    ],
  ])('%s', async (_, harm) => {
    const log = await grown();
    harm(log);
    const before = [...log.published.keys()].filter((key) => key.startsWith('checkpoints/'));
    await expect(log.run()).rejects.toThrow();
    const after = [...log.published.keys()].filter((key) => key.startsWith('checkpoints/'));
    expect(after).toEqual(before);
  });

  it('what is published again from the archive is what was published', async () => {
    const log = await grown();
    const [note, published] = [text(log.published, LATEST), new Map(log.published)];
    log.published.set(LATEST, log.published.get(checkpointKey(2)) ?? Buffer.alloc(0));
    await log.run();
    expect(text(log.published, checkpointKey(5))).toBe(note);
    for (const [key, body] of published) if (key !== LATEST) expect(log.published.get(key)).toEqual(body);
    expect(readLog(log)).toHaveLength(6);
  });
});
