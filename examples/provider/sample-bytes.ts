import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';
import { someParagraphs } from './phrases.ts';
import type { Random } from './random.ts';

/** A file with content, as mail carries it and as customers store it. */
export type SampleFile = { name: string; mediaType: string; bytes: Buffer };

const NAMES = [
  'notes',
  'budget',
  'lease',
  'itinerary',
  'minutes',
  'inventory',
  'sketch',
  'receipt',
  'outline',
  'rota',
];

/** A small text, table, picture or document. */
export function someFile(random: Random): SampleFile {
  const name = `${random.pick(NAMES)}-${random.int(1, 99)}`;
  switch (random.int(1, 4)) {
    case 1:
      return {
        name: `${name}.txt`,
        mediaType: 'text/plain',
        bytes: Buffer.from(`${someParagraphs(random)}\n`),
      };
    case 2:
      return { name: `${name}.csv`, mediaType: 'text/csv', bytes: someTable(random) };
    case 3:
      return { name: `${name}.png`, mediaType: 'image/png', bytes: somePicture(random) };
    default:
      return { name: `${name} (final).pdf`, mediaType: 'application/pdf', bytes: someDocument(random) };
  }
}

function someTable(random: Random): Buffer {
  const rows = Array.from(
    { length: random.int(3, 12) },
    (_, index) => `${index + 1},${random.int(1, 900)}.00`,
  );
  return Buffer.from(`item,amount\r\n${rows.join('\r\n')}\r\n`);
}

/** A square of one colour, as PNG (ISO/IEC 15948). */
function somePicture(random: Random): Buffer {
  const side = random.int(4, 16);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const colour = [random.int(0, 255), random.int(0, 255), random.int(0, 255)];
  const row = [0, ...Array.from({ length: side }, () => colour).flat()];
  const pixels = deflateSync(Buffer.from(Array.from({ length: side }, () => row).flat()));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** One page with one line of text, as PDF 1.4. */
function someDocument(random: Random): Buffer {
  const text = `BT /F1 12 Tf 72 720 Td (Page ${random.int(1, 40)} of ${random.int(40, 80)}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 6\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${body}${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}
