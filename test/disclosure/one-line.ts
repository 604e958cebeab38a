import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { DraftFile } from '../../functions/disclosure/draft-file.ts';
import { isHeld } from '../../functions/disclosure/kept-bytes.ts';
import { mailSink } from '../../functions/disclosure/mail.sink.ts';
import { packBlob } from '../../functions/disclosure/pack-blob.ts';
import { ScratchFile } from '../../functions/retrieval/scratch-file.ts';
import { mboxMessages } from '../../scripts/verify/mbox-messages.ts';

/** Run as a program: puts a message of one line into a mailbox and reads it back; prints what it took. */
const [kind, size] = [process.argv[2] ?? 'text', Number(process.argv[3])];
const LINES: Record<string, Buffer> = {
  text: Buffer.alloc(64 * 1024, 'From a line that does not end '),
  quotes: Buffer.alloc(64 * 1024, '>'),
  head: Buffer.alloc(64 * 1024, '('),
};
const HEAD = kind === 'head' ? 'Received: ' : 'Date: Thu, 26 Nov 2026 10:00:00 +0000\r\n\r\n';
const TAIL = kind === 'quotes' ? 'From here\r\n' : '\r\n';

async function* message(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(HEAD);
  const line = LINES[kind] ?? Buffer.alloc(1);
  for (let left = size; left > 0; left -= line.length) yield line.subarray(0, left);
  yield Buffer.from(TAIL);
}

const hash = createHash('sha256');
let bytes = 0;
for await (const chunk of message()) {
  hash.update(chunk);
  bytes += chunk.length;
}
const sha256 = hash.digest('hex');
const began = performance.now();
const scratch = new ScratchFile();
const changed = () => new Error('changed');
const sink = mailSink(
  {
    periods: [{ from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' }],
    noted: () => undefined,
    next: () => 1,
    draft: (name) => ({ name, file: new DraftFile(name, scratch) }),
    packBlob: (path, { blob }, content, see) =>
      packBlob(
        path,
        blob ?? { sha256: '', size: 0, mediaType: '' },
        { content, changed, pack: async () => undefined },
        see,
      ),
  },
  [],
);
const record = {
  account: 'acct-1',
  service: 'mail',
  item: 'content.mail',
  at: '2026-11-26T10:00:00.000Z',
  id: 'm1',
};
const blob = { sha256, size: bytes, mediaType: 'message/rfc822' };
await sink.add({ ...record, fields: {}, blob }, async () => message());
const mailbox = (await sink.finish()).find(({ path }) => path.endsWith('.mbox'));
if (!mailbox) throw new Error('a mailbox was expected');
const written = performance.now();
let found = 0;
if (isHeld(mailbox.content)) throw new Error('a drafted mailbox was expected');
for await (const one of mboxMessages(await mailbox.content())) if (one.isOf(sha256)) found += 1;
const read = performance.now();
await scratch.close();
/** The most that this process had. What `resourceUsage` says begins with what its parent had. */
function maxRssKiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
const seconds = (ms: number) => Math.round(ms) / 1000;
process.stdout.write(
  JSON.stringify({
    found,
    bytes: mailbox.size,
    writing: seconds(written - began),
    reading: seconds(read - written),
    maxRssMiB: Math.round(maxRssKiB() / 1024),
  }),
);
