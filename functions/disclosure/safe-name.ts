/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?: *\.|$)/i;
/** A name has 255 bytes at most on most file systems, and in the package a number before it. */
const MAX_BYTES = 200;
/** Far beyond it; patterns below are slow on names that are far longer. */
const MAX_READ = 1000;

/** Separators of paths, signs that Windows reserves, controls, marks that turn text or hide in it; joiners are letters' own. */
const UNSAFE = /(?:[/\\:*?"<>|]|(?![\u200C\u200D])[\p{C}\p{Zl}\p{Zp}])+/gu;

/**
 * A name that file systems take as a plain file of a folder, in its own script: NFC, nothing that separates, controls or
 * hides, no device, no dot or space at either end, at most 200 bytes of UTF-8 with its extension kept.
 */
export function safeName(name: string): string {
  const read = name.length > 2 * MAX_READ ? `${name.slice(0, MAX_READ)}${name.slice(-MAX_READ)}` : name;
  const plain = read
    .normalize('NFC')
    .replaceAll(UNSAFE, '_')
    .replaceAll(/\.\.+/g, '.')
    // A name that is only an extension keeps it.
    .replace(/^[\s.]*\.(?=[\p{L}\p{M}\p{N}])/u, '_.')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '');
  const named = plain === '' || DEVICE.test(plain) ? `_${plain}` : plain;
  if (Buffer.byteLength(named) <= MAX_BYTES) return named;
  const extension = /\.[\p{L}\p{M}\p{N}]{1,10}$/u.exec(named)?.[0] ?? '';
  const stem = named.slice(0, named.length - extension.length);
  const short = shortened(stem, MAX_BYTES - Buffer.byteLength(extension)).replace(/[\s.]+$/, '');
  return `${short === '' ? '_' : short}${extension}`;
}

/** As many whole characters as people see them as fit; where not even one does, as many code points. */
function shortened(text: string, bytes: number): string {
  const graphemes = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)];
  const whole = fitting(
    graphemes.map(({ segment }) => segment),
    bytes,
  );
  return whole === '' ? fitting([...text], bytes) : whole;
}

function fitting(pieces: readonly string[], bytes: number): string {
  let left = bytes;
  const end = pieces.findIndex((piece) => {
    left -= Buffer.byteLength(piece);
    return left < 0;
  });
  return pieces.slice(0, end < 0 ? undefined : end).join('');
}
