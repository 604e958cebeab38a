import { type ApiClient, as, type DemandView, given, type Tokens } from '../client/api-client.ts';

const POLL_MS = 300;
const PATIENCE_MS = 180_000;

/**
 * Waits until what is to be kept of a demand that ended is frozen, which happens after its end: how much there is must not be
 * told by when it ends.
 */
export async function untilKept(
  { id, conclusion, determination }: DemandView,
  { api, tokens }: { api: ApiClient; tokens: Tokens },
): Promise<void> {
  const isWithout = conclusion === 'refused' || conclusion === 'redirected';
  const isKept = conclusion === 'preserved' || (isWithout && determination?.preserve);
  // Cleared demands have people of their own; none of the samples is kept.
  if (!isKept || id.startsWith('c-')) return;
  const token = await tokens('auditor', 'ada');
  const params = { path: { id }, query: { limit: 500 } };
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const page = await given(api.GET('/demands/{id}/events', { ...as(token), params }));
    const events = 'events' in page ? page.events : [];
    const kept = events.filter(({ detail }) => detail.freeze === 'kept');
    const grants = kept.find(({ action }) => action === 'freeze.compiled')?.detail.grants;
    const done = kept
      .filter(({ action }) => action === 'freeze.completed')
      .flatMap(({ detail: { more, ...first } }) => [first, ...(Array.isArray(more) ? more : [])])
      // Of a grant that was frozen in parts, the last has no end.
      .filter(({ upTo }) => upTo === undefined).length;
    if (done === grants || kept.some(({ action }) => action === 'freeze.failed')) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${id}: what it asks to keep was not frozen in ${PATIENCE_MS / 1000} s`);
}
