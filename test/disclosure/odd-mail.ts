/** A message as some server, sender or import has left it, and when it says itself that it came. */
type OddMail = { bytes: Buffer; stamped?: string };

const INSIDE = 'Mon, 02 Mar 2026 10:00:00 +0000';
const IN = '2026-03-02T10:00:00.000Z';
const TRACE = 'Received: from mx.example.net by mail.example.com with ESMTPS id q1;';

const crlf = (...lines: string[]) => lines.join('\r\n');
const mail = (text: string | Buffer, stamped?: string): OddMail => ({
  bytes: typeof text === 'string' ? Buffer.from(text, 'latin1') : text,
  ...(stamped === undefined ? {} : { stamped }),
});

/** Odd messages by what is odd about them. Invented, each for one oddity that real mailboxes have. */
export const ODD_MAIL: Readonly<Record<string, OddMail>> = {
  'nothing at all': mail(''),
  'one line end': mail('\r\n', undefined),
  'one bare line feed': mail('\n'),
  'no header': mail(crlf('', 'only a body', '')),
  'no body': mail(crlf(`${TRACE} ${INSIDE}`, `Date: ${INSIDE}`), IN),
  'no end of its last line': mail(crlf(`Date: ${INSIDE}`, '', 'hi'), IN),
  'a clock of 2000': mail(
    crlf('Date: Sat, 01 Jan 2000 00:00:12 +0000', '', 'hi', ''),
    '2000-01-01T00:00:12.000Z',
  ),
  'a clock of 2096': mail(
    crlf('Date: Sun, 01 Jan 2096 00:00:00 +0000', '', 'hi', ''),
    '2096-01-01T00:00:00.000Z',
  ),
  'a trace that tells the time and a clock that lies': mail(
    crlf(`${TRACE} ${INSIDE}`, 'Date: Sat, 01 Jan 2000 00:00:00 +0000', '', 'hi', ''),
    IN,
  ),
  'a trace without a date': mail(crlf('Received: by relay 4', `Date: ${INSIDE}`, '', 'hi', ''), IN),
  'a trace with a number for a date': mail(
    crlf('Received: from localhost by mx id 2013', `Date: ${INSIDE}`, '', 'hi', ''),
    IN,
  ),
  'a trace with a tail': mail(crlf(`${TRACE} ${INSIDE}; id 7`, 'Date: x', '', 'hi', ''), IN),
  'a trace with a tail in words': mail(crlf(`${TRACE} ${INSIDE} for us`, '', 'hi', ''), IN),
  'a comment in a comment': mail(
    crlf(`${TRACE} ${INSIDE} (queued (twice) here)`, 'Date: Sat, 01 Jan 2000 00:00:00 +0000', '', 'hi', ''),
    IN,
  ),
  'a date in a comment of the sender': mail(
    crlf(`Received: from x (HELO a; Sat, 01 Jan 2000 00:00:00 +0000) by y; ${INSIDE}`, '', 'hi', ''),
    IN,
  ),
  'a date in a quoted address': mail(
    crlf(`Received: by y for <"a(; Sat, 1 Jan 2000 00:00:00 +0000"@example.com>; ${INSIDE}`, '', 'hi', ''),
    IN,
  ),
  'a comment without an end': mail(
    crlf(`Received: by y (HELO ; ${INSIDE}`, `Date: ${INSIDE}`, '', 'hi', ''),
    IN,
  ),
  'folds everywhere': mail(
    crlf(
      'Received:',
      ' by y',
      '\t;',
      '  Mon,',
      ' 02',
      ' Mar (x',
      ' y) 2026',
      ' 10:00:00',
      ' +0000',
      '',
      'hi',
      '',
    ),
    IN,
  ),
  'a fold of white space only': mail(crlf('Received: by y;', '   ', ` ${INSIDE}`, '', 'hi', ''), IN),
  'an old year and zone': mail(crlf('Date: 2 Mar 26 05:00 EST', '', 'hi', ''), IN),
  'the thirtieth of February': mail(crlf('Date: Mon, 30 Feb 2026 10:00:00 +0000', '', 'hi', '')),
  'no date': mail(crlf('From: robin@example.org', '', 'hi', '')),
  'a date in the body': mail(crlf('From: robin@example.org', '', `Date: ${INSIDE}`, '')),
  'two traces': mail(
    crlf(`${TRACE} ${INSIDE}`, `${TRACE} Sat, 01 Jan 2000 00:00:00 +0000`, '', 'hi', ''),
    IN,
  ),
  'a space before the colon': mail(crlf(`DATE : ${INSIDE}`, '', 'hi', ''), IN),
  'a first line that is a continuation': mail(crlf(' x', `Date: ${INSIDE}`, '', 'hi', ''), IN),
  'a mailbox separator for a first line': mail(
    crlf('From robin Mon Mar  2 10:00:00 2026', `Date: ${INSIDE}`, '', 'hi', ''),
    IN,
  ),
  'lines that begin with From': mail(
    crlf('Subject: x', '', 'From here', '>From there', '>>From afar', 'From ', 'From: x', ''),
  ),
  'line feeds alone': mail(`Date: ${INSIDE}\n\nFrom here\nhi\n`, IN),
  'carriage returns alone': mail(`Date: ${INSIDE}\r\rhi\r`),
  'carriage returns in twos': mail(`Date: ${INSIDE}\r\r\nSubject: x\r\r\n\r\r\nDate: x\r\r\n`),
  'line ends of three kinds': mail(`Subject: x\r\nDate: ${INSIDE}\n\nhi\rFrom here\r\nbye`, IN),
  'a carriage return at its very end': mail(crlf(`Date: ${INSIDE}`, '', 'hi\r'), IN),
  'bytes of zero': mail(crlf('Subject: \0', `Date: ${INSIDE}`, '', '\0\0', '\0'), IN),
  'bytes of every value': mail(
    Buffer.concat([
      Buffer.from(`Date: ${INSIDE}\r\n\r\n`),
      Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
    ]),
    IN,
  ),
  'eight bits in its header': mail(crlf('Subject: \xc3\xa9\xff', `Date: ${INSIDE}`, '', '\xfe', ''), IN),
  'a header of 300 KB before its date': mail(
    crlf(`X-Spam: ${'x '.repeat(150_000)}`, `Date: ${INSIDE}`, '', 'hi', ''),
    IN,
  ),
  'five thousand fields before its date': mail(
    crlf(
      ...Array.from({ length: 5000 }, (_, index) => `X-Field-${index}: x`),
      `Date: ${INSIDE}`,
      '',
      'hi',
      '',
    ),
    IN,
  ),
  'a trace of 300 KB': mail(crlf(`Received: by y (${'(x)'.repeat(100_000)}); ${INSIDE}`, '', 'hi', ''), IN),
  'a trace that is too long': mail(
    crlf(`Received: ${'x'.repeat(1_100_000)}; ${INSIDE}`, 'Date: 1 Jan 2000 00:00 Z', '', 'hi', ''),
    '2000-01-01T00:00:00.000Z',
  ),
  'a line of 300 KB': mail(`Date: ${INSIDE}\r\n\r\n${'x'.repeat(300_000)}`, IN),
};
