import { create } from 'fontkit';
import PDFDocument from 'pdfkit';
import type { Certificate, Shortfall } from '../../validity/pages/certificates.schema.ts';
import { shown } from './shown.ts';

type Made = {
  certificate: Certificate;
  facts: readonly (readonly [label: string, value: string])[];
  shortfalls: ReadonlySet<Shortfall>;
  font: Buffer;
  madeAt: string;
  software: string;
};

type Pdf = InstanceType<typeof PDFDocument>;

const SIZES = { letter: 'LETTER', a4: 'A4' } as const;
const MARGINS = { top: 40, bottom: 36, left: 54, right: 54 };
const INK = '#1b1f24';
const SOFT = '#4f5964';

/** A certificate as a draft: tagged, one page, the same bytes each time. Names, date and signature stay blank. */
export async function certificatePdf(made: Made): Promise<Buffer> {
  const { certificate, facts, madeAt, font, software } = made;
  const say = writer(font);
  const doc = new PDFDocument({
    size: SIZES[certificate.paper],
    margins: MARGINS,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    // What zlib makes of bytes may change with its version; a package's bytes must not.
    compress: false,
    // The font is no path, which is what the types know.
    font: font as unknown as string,
    info: {
      Title: `Draft: ${certificate.title}`,
      Subject: certificate.cite,
      Producer: software,
      Creator: software,
      CreationDate: new Date(madeAt),
    },
  });
  const done = bytesOf(doc);
  const page = doc.struct('Document');
  doc.addStructure(page);
  const put = (tag: string, draw: () => void) => page.add(doc.struct(tag, {}, draw));
  const heading = (text: string) =>
    put('H2', () => doc.moveDown(0.45).fontSize(10.5).fillColor(INK).text(say(text)).moveDown(0.1));
  const paragraph = (text: string, size = 9) =>
    put('P', () => doc.fontSize(size).fillColor(INK).text(say(text)).moveDown(0.25));

  put('H1', () => doc.fontSize(14).fillColor(INK).text(say(certificate.title)));
  put('P', () => doc.fontSize(8).fillColor(SOFT).text(say(certificate.cite)).moveDown(0.3));
  paragraph(`DRAFT. ${certificate.draft}${certificate.confirmed ? '' : ' Its wording is not confirmed.'}`);
  heading('What this is about');
  const list = doc.struct('L');
  page.add(list);
  for (const [label, value] of facts) {
    const draw = () =>
      doc
        .fontSize(9)
        .fillColor(INK)
        .text(say(`${label}: ${value}`));
    list.add(doc.struct('LI', {}, [doc.struct('LBody', {}, draw)]));
  }
  list.end();
  for (const { heading: title, sentences } of sectionsOf(made)) {
    heading(title);
    for (const { says, cite } of sentences) paragraph(`${says} (${cite})`);
  }
  paragraph(`${certificate.declaration.says} (${certificate.declaration.cite})`);
  for (const field of certificate.fields) {
    put('P', () =>
      doc
        .moveDown(0.7)
        .fontSize(8)
        .fillColor(INK)
        .text(`${say(field)}:`),
    );
    lineToWriteOn(doc);
  }
  page.end();
  doc.end();
  return done;
}

/** What applies: sections and sentences that are about something missing only where it is. */
const sectionsOf = ({ certificate, shortfalls }: Made) =>
  certificate.sections
    .filter(({ when }) => when === undefined || shortfalls.size > 0)
    .map((section) => ({
      ...section,
      sentences: section.sentences.filter(
        ({ because }) => because?.some((shortfall) => shortfalls.has(shortfall)) !== false,
      ),
    }));

/** Behind a label. It is there for the eye alone. */
function lineToWriteOn(doc: Pdf): void {
  const { left, right } = MARGINS;
  const at = doc.y - 1;
  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .moveTo(left + 240, at)
    .lineTo(doc.page.width - right, at)
    .lineWidth(0.5)
    .strokeColor(SOFT)
    .stroke();
  doc.endMarkedContent();
}

/** Says which character a font lacks, where it would draw the same empty box for all of them. */
function writer(font: Buffer): (text: string) => string {
  const drawn = create(font);
  if (!('hasGlyphForCodePoint' in drawn)) throw new TypeError('a collection of fonts in the place of one');
  const has = (sign: string) => drawn.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
  const code = (sign: string) => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return (text) => [...shown(text)].map((sign) => (has(sign) ? sign : `[U+${code(sign)}]`)).join('');
}

function bytesOf(doc: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
