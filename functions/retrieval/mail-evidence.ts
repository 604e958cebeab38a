/** Most of a message that is looked at for its header fields. */
export const HEADER_BYTES = 256 * 1024;

/**
 * When a message says it came: the date of the topmost Received field (RFC 5321, 4.4), which our own server wrote,
 * else of the Date field. Undefined when there is neither, or none that can be read.
 * @param head the first bytes of the message
 */
export function mailInstant(head: Uint8Array): number | undefined {
  const text = Buffer.from(head).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const fields = text
    .slice(0, end)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const received = fields.find((field) => /^received:/i.test(field));
  const date = fields.find((field) => /^date:/i.test(field));
  return parseDate(received?.slice(received.lastIndexOf(';') + 1)) ?? parseDate(date?.slice('date:'.length));
}

function parseDate(text: string | undefined): number | undefined {
  const parsed = Date.parse((text ?? '').replaceAll(/\([^()]*\)/g, '').trim());
  return Number.isNaN(parsed) ? undefined : parsed;
}
