/** What a message became in a mailbox. */
export type MboxOutcome = {
  /** False where line ends were not those of RFC 5322, so that its bytes cannot be restored from the mailbox. */
  isExact: boolean;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const SENDER = /^[!-~]{1,254}$/;

/** The line that begins a message in a mailbox (RFC 4155): envelope sender and UTC time in asctime's form. */
export function fromLine(sender: string, at: string): string {
  const date = new Date(at);
  const [clock = ''] = date.toISOString().slice(11).split('.');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const when = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()}`;
  return `From ${SENDER.test(sender) ? sender : 'MAILER-DAEMON'} ${when}\n`;
}

/**
 * A message as a mailbox of the kind mboxrd has it: line ends are LF, every line that begins with any number of `>`
 * and `From ` gets one more `>`, and an empty line ends it. Undone by taking one `>` away and making LF CRLF again.
 */
export async function* mboxrdBody(
  message: AsyncIterable<Uint8Array>,
  outcome: MboxOutcome,
): AsyncGenerator<Uint8Array> {
  let rest = '';
  const convert = (text: string) => {
    if (/(?<!\r)\n|\r(?!\n)/.test(text)) outcome.isExact = false;
    const quoted = text.replaceAll('\r\n', '\n').replaceAll(/(^|\n)(>*From )/g, '$1>$2');
    return Buffer.from(quoted, 'latin1');
  };
  for await (const chunk of message) {
    // Latin-1 maps every byte to a character and back.
    const text = rest + Buffer.from(chunk).toString('latin1');
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) yield convert(text.slice(0, end));
  }
  if (rest !== '') yield Buffer.concat([convert(rest), Buffer.from('\n')]);
  yield Buffer.from('\n');
}
