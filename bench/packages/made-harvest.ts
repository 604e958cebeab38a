import { createHash } from 'node:crypto';
import type { FoundParts } from '../../functions/disclosure/found.ts';
import { blobKey, harvestPrefix } from '../../functions/ledger/parts/harvest.part.ts';
import type { ObjectReader } from '../../functions/retrieval/object-store.ts';
import { canonicalJson } from '../../functions/shared/canonical-json.ts';
import { demandOf, determinationOf, recordOf, reviewOf } from '../../test/retrieval/builders.ts';

const ITEM = 'content.mail';
const [ACCOUNT, SERVICE] = ['acct-0001', 'mail'];
const CHUNK = 64 * 1024;
const HEAD = 'Received: by mx.example.com; Wed, 14 Jan 2026 10:00:00 +0000\r\nFrom: a@example.com\r\n\r\n';
const LINE = `${'0123456789abcdef'.repeat(4)} words\r\n`;

/** A harvest of messages of one size that is made as it is read, so that its size is not bound by memory. */
export type MadeHarvest = { found: FoundParts; harvest: ObjectReader; bytes: number };

function* messageOf(number: number, size: number): Generator<Uint8Array> {
  const head = Buffer.from(`Message-ID: <${number}@example.com>\r\n${HEAD}`);
  yield head;
  for (let left = size - head.length; left > 0; left -= CHUNK) yield BODY.subarray(0, Math.min(left, CHUNK));
}
const BODY = Buffer.from(LINE.repeat(Math.ceil(CHUNK / LINE.length))).subarray(0, CHUNK);

export function madeHarvest(messages: number, size: number): MadeHarvest {
  const numbers = new Map<string, number>();
  const lines = Array.from({ length: messages }, (_, number) => {
    const hash = createHash('sha256');
    let length = 0;
    for (const chunk of messageOf(number, size)) {
      hash.update(chunk);
      length += chunk.length;
    }
    const sha256 = hash.digest('hex');
    numbers.set(sha256, number);
    return canonicalJson({
      account: ACCOUNT,
      service: SERVICE,
      item: ITEM,
      at: new Date(Date.UTC(2026, 0, 14) + number * 1000).toISOString(),
      id: `m${number}`,
      fields: { from: 'a@example.com' },
      blob: { sha256, size: length, mediaType: 'message/rfc822' },
    });
  });
  const records = Buffer.from(`${lines.join('\n')}\n`);
  const found = foundOf(messages, messages * size, records);
  const prefix = blobKey(harvestPrefix(found.record.id, 1, 0), '');
  return {
    found,
    bytes: messages * size,
    harvest: {
      read: async (key) => {
        const number = numbers.get(key.slice(prefix.length));
        return asStream(key.startsWith(prefix) && number !== undefined ? messageOf(number, size) : [records]);
      },
    },
  };
}

async function* asStream(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function foundOf(messages: number, bytes: number, records: Buffer): FoundParts {
  const [from, to] = ['2025-11-20', '2026-11-19'];
  const grant = {
    account: ACCOUNT,
    service: SERVICE,
    items: [ITEM],
    period: { from: `${from}T00:00:00.000Z`, to: '2026-11-20T00:00:00.000Z' },
  };
  return {
    record: recordOf({ demand: demandOf({ data: [ITEM], period: { from, to } }) }),
    round: 1,
    scope: { round: 1, compiledAt: grant.period.to, grants: [grant], notHeld: [], outOfTime: [] },
    determination: determinationOf({ authorised: [ITEM] }),
    review: reviewOf({ items: [ITEM], period: { from, to } }),
    harvests: [
      {
        round: 1,
        grant: 0,
        account: ACCOUNT,
        service: SERVICE,
        finishedAt: grant.period.to,
        counts: { [ITEM]: messages },
        fields: { [ITEM]: ['from'] },
        records: {
          sha256: createHash('sha256').update(records).digest('hex'),
          size: records.length,
          byHash: true,
        },
        blobs: { count: messages, bytes },
      },
    ],
  };
}
