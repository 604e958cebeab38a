/** The served paper of a sample, a PDF of one page that says what it is. */
export function samplePaper(title: string): Buffer {
  const lines = ['SAMPLE. An invented paper; nobody issued it.', title]
    // The font of the page has the letters of Latin 1.
    .map((line) => `(${line.replace(/[^\x20-\xff]/g, '?').replace(/[()\\]/g, '\\$&')}) Tj T*`);
  const content = `BT /F1 14 Tf 60 760 Td 24 TL\n${lines.join('\n')}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`);
  const header = '%PDF-1.7\n';
  let end = header.length;
  const starts = objects.map((object) => {
    const start = end;
    end += object.length;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.from(`${header}${objects.join('')}${table}${trailer}`, 'latin1');
}
