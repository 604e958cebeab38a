const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** `1,234,567`. */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** `12 bytes`, `1.2 MB`: as people say a size; the manifests have it to the byte. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let [value, unit] = [bytes / 1000, 0];
  while (value >= 999.95 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}
