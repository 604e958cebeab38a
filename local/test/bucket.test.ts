import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { Bucket } from '../aws/s3/bucket.ts';
import { modelStacks } from '../template/stack-model.ts';
import { parseTemplate } from '../template/template.ts';

const parent = mkdtempSync(join(tmpdir(), 'laptop-bucket-'));
const stack = modelStacks({
  stacks: [
    {
      name: 'Demo',
      template: parseTemplate({
        Resources: {
          Plain: { Type: 'AWS::S3::Bucket' },
          Kept: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
        },
      }),
    },
  ],
  parameters: {},
  endpoint: 'http://127.0.0.1:1',
});

const opened: Bucket[] = [];
let folders = 0;
async function open(logicalId: string, { full = false, folder = '' } = {}): Promise<Bucket> {
  folders += 1;
  const at = folder || join(parent, String(folders));
  mkdirSync(at, { recursive: true });
  const resource = stack.resource(logicalId);
  // The journal is read before this returns, and opened after it: on a full disk, if so wished.
  const opening = Bucket.open(resource, at);
  if (full) symlinkSync('/dev/full', join(at, resource.ref, 'journal.jsonl'));
  const bucket = await opening;
  opened.push(bucket);
  return bucket;
}
afterEach(async () => {
  for (const bucket of opened.splice(0)) await bucket.close();
});
afterAll(() => rmSync(parent, { recursive: true }));

const put = (bucket: Bucket, content: string, check: (current: unknown) => void = () => {}) =>
  bucket.put(
    { key: 'k', etag: '', headers: {}, checksums: {}, retention: undefined, legalHold: false },
    Buffer.from(content),
    check,
  );
const onlyNew = (current: unknown): void => {
  if (current !== undefined) throw new Error('PreconditionFailed');
};
const contentOf = async (bucket: Bucket): Promise<string | undefined> => {
  const found = bucket.find('k');
  return found && !found.deleteMarker ? text(bucket.stream(found)) : undefined;
};
const filesIn = (bucket: Bucket, folder = join(parent, String(folders))): number =>
  readdirSync(join(folder, bucket.name, 'data')).length;

test.each(['Plain', 'Kept'])(
  'an object that could not be written down is not there: %s',
  async (logicalId) => {
    const bucket = await open(logicalId, { full: true });
    await expect(put(bucket, 'one')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(bucket.find('k')).toBeUndefined();
    expect(filesIn(bucket)).toBe(0);
    // Nor does it stand in the way of the next, which the disk refuses and the condition does not.
    await expect(put(bucket, 'two', onlyNew)).rejects.toMatchObject({ code: 'ENOSPC' });
  },
);

test.each(['Plain', 'Kept'])('of puts at once that create, one does: %s', async (logicalId) => {
  const bucket = await open(logicalId);
  const all = await Promise.allSettled(['a', 'b', 'c', 'd'].map((content) => put(bucket, content, onlyNew)));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(filesIn(bucket)).toBe(1);
  expect(await contentOf(bucket)).toMatch(/^[abcd]$/);
});

test('a plain bucket has what was put last, also after a restart', async () => {
  const folder = join(parent, 'again');
  const bucket = await open('Plain', { folder });
  await Promise.all(['a', 'b', 'c'].map((content) => put(bucket, content)));
  const last = await contentOf(bucket);
  expect(filesIn(bucket, folder)).toBe(1);
  await bucket.close();
  opened.length = 0;
  expect(await contentOf(await open('Plain', { folder }))).toBe(last);
});

test.each([
  ['Plain', undefined, 0],
  ['Kept', 'one', 1],
])('what was deleted is gone, or hidden: %s', async (logicalId, left, files) => {
  const bucket = await open(logicalId);
  const { versionId } = await put(bucket, 'one');
  await bucket.delete('k', undefined);
  expect(await contentOf(bucket)).toBeUndefined();
  expect(filesIn(bucket)).toBe(files);
  const version = bucket.find('k', versionId);
  expect(version && (await text(bucket.stream(version)))).toBe(left);
});
