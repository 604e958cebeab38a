import type { ObjectVersion } from './object-version.ts';

/** Names the files with a version's content, among its headers; it never leaves the store. */
export const FILE = ':file';

export type ContentFile = { readonly name: string; readonly size: number };

/** Part of a file: the first byte and the last. */
type Slice = { readonly name: string; readonly start: number; readonly end: number };

/** The files that have the content of a version one after another: those of the parts that it came in. A delete marker has none. */
export function filesOf({ headers, size }: Pick<ObjectVersion, 'headers' | 'size'>): ContentFile[] {
  const files = headers[FILE];
  if (files === undefined) return [];
  if (!files.includes(':')) return [{ name: files, size }];
  return files.split(',').map((file) => {
    const [name = '', length] = file.split(':');
    return { name, size: Number(length) };
  });
}

/** As a version's headers say it. */
export function writeFiles(files: readonly ContentFile[]): Record<string, string> {
  const [only] = files;
  if (files.length === 1 && only) return { [FILE]: only.name };
  return { [FILE]: files.map(({ name, size }) => `${name}:${size}`).join(',') };
}

/** What of each file belongs to a range of all, whose end is inclusive. */
export function slicesOf(files: readonly ContentFile[], range?: { start: number; end: number }): Slice[] {
  const { start = 0, end = Number.POSITIVE_INFINITY } = range ?? {};
  const slices: Slice[] = [];
  let at = 0;
  for (const { name, size } of files) {
    const [first, last] = [Math.max(start - at, 0), Math.min(end - at, size - 1)];
    if (first <= last) slices.push({ name, start: first, end: last });
    at += size;
  }
  return slices;
}
