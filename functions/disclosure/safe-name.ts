/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_NAME = 100;

/**
 * A name that every file system takes as a plain file of a folder: letters, digits, dot, dash and underscore, no
 * leading dot, no device, at most 100 characters with its extension kept.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[._-]+/, '')
    .replace(/[._]+$/, '');
  const named = plain === '' || DEVICE.test(plain) ? `_${plain}` : plain;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(named)?.[0] ?? '';
  return named.length <= MAX_NAME ? named : `${named.slice(0, MAX_NAME - extension.length)}${extension}`;
}
