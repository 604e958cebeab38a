import { createHash } from 'node:crypto';
import { InconsistentState } from '../shared/faults.ts';
import type { DrawAnswer, DrawRequest } from './draw-paper.schema.ts';
import type { PageFault } from './drawing/page-fault.ts';

export type DrawnPage = { pages: number; png: Uint8Array } | { fault: PageFault };

/** Draws one page of these bytes, wherever it does. */
export type PageDrawer = (
  bytes: Uint8Array,
  asked: Pick<DrawRequest, 'mediaType' | 'page'>,
) => Promise<DrawnPage>;

export type DrawDeps = {
  /** The bytes behind a link, no more than so many. */
  fetchBytes(url: string, size: number): Promise<Uint8Array>;
  draw: PageDrawer;
};

/**
 * Draws a page of a paper, of exactly the bytes that the demand names.
 * @throws InconsistentState where the store holds others
 */
export async function drawPaper(request: DrawRequest, { fetchBytes, draw }: DrawDeps): Promise<DrawAnswer> {
  const bytes = await fetchBytes(request.url, request.size);
  if (createHash('sha256').update(bytes).digest('hex') !== request.sha256)
    throw new InconsistentState('the store holds other bytes than those that were filed');
  const drawn = await draw(bytes, request);
  return 'fault' in drawn ? drawn : { pages: drawn.pages, png: Buffer.from(drawn.png).toString('base64') };
}
