import { createHash } from 'node:crypto';
import { disclosureEntry } from '../../functions/ledger/log-entry.ts';
import { checkpointKey, proofKey } from '../../functions/log/log-files.ts';
import { runEpoch } from '../../functions/log/run-epoch.ts';
import { serveLog } from '../../functions/log/serve-log.ts';
import { verifyLogged } from '../../scripts/verify/verify-logged.ts';
import { type MemoryLog, memoryLog } from '../kit/memory-log.ts';
import '../kit/quiet.ts';

const sha256 = createHash('sha256').update('a package').digest('hex');
const entry = disclosureEntry('d-01', sha256);
let log: MemoryLog;
let proof: string;

beforeAll(async () => {
  log = memoryLog();
  await log.run();
  log.wait(entry, disclosureEntry('d-02', '0'.repeat(64)));
  for (let run = 0; run < 4; run += 1) await log.run();
  proof = log.archive.get(proofKey(entry))?.toString('utf8') ?? '';
});

type Given = Partial<Parameters<typeof verifyLogged>[1]>;
const verify = (given: Given = {}, demandId = 'd-01') =>
  verifyLogged(
    { sha256, demandId },
    { proof, logKey: log.key, checkpoint: undefined, entries: undefined, ...given },
  );
const served = async (name: string, from = log) => (await serveLog(name, from.deps.published)).text;

/** Another log of the same key, as somebody else is shown it. */
async function fork(): Promise<MemoryLog> {
  const other = memoryLog();
  for (let run = 0; run < 5; run += 1) await runEpoch({ ...other.deps, signer: log.deps.signer });
  return other;
}

describe('a package with a proof', () => {
  it('is in the log of the key', async () => {
    expect(await verify()).toEqual([expect.stringMatching(/as epoch 1 of log.example.com/)]);
  });

  it('says so where nobody vouches for the log', async () => {
    expect((await verify({ logKey: undefined })).join()).toContain('nobody vouches');
  });

  it('is in the log that others see, by its entries', async () => {
    const others = { checkpoint: await served('checkpoint'), entries: await served('entries/0') };
    expect((await verify(others)).join()).toContain('same log   as the checkpoint of 5 entries');
    const earlier = { checkpoint: await served('checkpoints/1'), entries: others.entries };
    expect((await verify(earlier)).join()).toContain('checkpoint of 1 entries');
  });

  it.each<[string, () => Promise<Given>, string]>([
    [
      'a later checkpoint alone',
      async () => ({ checkpoint: await served('checkpoint') }),
      'only the entries',
    ],
    [
      'a checkpoint of the same size that says something else',
      async () => ({ checkpoint: await served('checkpoints/2', await fork()) }),
      'different histories',
    ],
    [
      'a later checkpoint of another history',
      async () => {
        const other = await fork();
        return { checkpoint: await served('checkpoint', other), entries: await served('entries/0', other) };
      },
      'different histories',
    ],
    ['another key', async () => ({ logKey: memoryLog().key }), 'not signed with the log key'],
    ['no proof', async () => ({ proof: 'x' }), 'not of the form'],
    [
      'a proof of another index',
      async () => ({ proof: proof.replace('index 1', 'index 0') }),
      'does not lead',
    ],
    [
      'a proof with another checkpoint',
      async () => ({
        proof:
          proof.slice(0, proof.indexOf('\n\n') + 2) + log.published.get(checkpointKey(3))?.toString('utf8'),
      }),
      'does not lead',
    ],
  ])('is not good with %s', async (_, given, why) => {
    await expect(verify(await given())).rejects.toThrow(why);
  });

  it('is not good for another demand', async () => {
    await expect(verify({}, 'd-02')).rejects.toThrow('another package');
  });
});

describe('the public log', () => {
  it.each(['', 'x', 'entries/1', 'entries/01', 'checkpoints/9', 'proofs/x', '../key', 'tile/0/000.p/5'])(
    'has nothing at "%s"',
    async (name) => {
      await expect(served(name)).rejects.toMatchObject({ status: 404 });
    },
  );

  it('has its key, and entries that name no demand', async () => {
    expect(await served('key')).toBe(`${log.key}\n`);
    expect((await served('entries/0')).split('\n')).toHaveLength(6);
    expect(await served('entries/0')).not.toContain('d-01');
  });
});
