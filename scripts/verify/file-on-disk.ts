import { open } from 'node:fs/promises';
import type { PackageFile } from './package-file.ts';

/** A file of this machine, through one handle: what takes its name meanwhile is another file. */
export async function openOnDisk(path: string): Promise<PackageFile> {
  const file = await open(path);
  try {
    const { size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
    return {
      size: Number(size),
      read: async (room, at) => (await file.read(room, 0, room.length, at)).bytesRead,
      isUnchanged: async () => {
        const now = await file.stat({ bigint: true });
        return now.size === size && now.mtimeNs === mtimeNs && now.ctimeNs === ctimeNs;
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
