import type { Bitmap } from './bitmap.ts';

/**
 * One page of a paper, and how many it has; pages count from 1.
 * @throws NotDrawn; whatever a decoder throws says that the paper cannot be read
 */
export type DrawPage = (bytes: Uint8Array, page: number) => Promise<{ pages: number; bitmap: Bitmap }>;
