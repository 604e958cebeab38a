import { useEffect, useState } from 'preact/hooks';
import type { DemandPage } from '../api/client.ts';

const EVERY_MS = 30_000;

/** How many demands of a page are other than they were shown. It is asked quietly, and nothing on the page moves for it. */
export function useNewRows(shown: DemandPage | undefined, ask: () => Promise<DemandPage>): number {
  const [changed, setChanged] = useState(0);
  useEffect(() => {
    setChanged(0);
    if (!shown) return;
    const before = new Map(shown.demands.map((one) => [one.id, JSON.stringify(one)]));
    const look = async () => {
      if (document.hidden) return;
      const now = await ask().catch(() => undefined);
      if (now) setChanged(now.demands.filter((one) => before.get(one.id) !== JSON.stringify(one)).length);
    };
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [shown]);
  return changed;
}
