import { useEffect, useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type Api, type DemandView, given, type LedgerEvent } from '../api/client.ts';
import { type Answer, useAnswer } from '../api/use-answer.ts';
import { useSession } from '../session/use-session.ts';

const EVERY_MS = 20_000;
const MOST_EVENTS = 500;

export type Read = {
  view: DemandView;
  events: readonly LedgerEvent[];
  /** Whether the ledger's chain is whole; undefined where the ledger could not be read. */
  isWhole: boolean | undefined;
};

/** A demand and its ledger, as the desk sees them. */
export function useDemand(id: string): Answer<Read> {
  const { api } = useHere();
  return useAnswer((signal) => readDemand(api, id, signal), [id]);
}

export async function readDemand(api: Api, id: string, signal?: AbortSignal): Promise<Read> {
  const [view, ledger] = await Promise.all([
    given(api.GET('/demands/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) })),
    eventsAfter(api, id, 0).catch(() => undefined),
  ]);
  return { view: view as DemandView, events: ledger?.events ?? [], isWhole: ledger?.chain.whole };
}

async function eventsAfter(api: Api, id: string, after: number) {
  const query = { limit: MOST_EVENTS, ...(after > 0 ? { after } : {}) };
  const page = await given(api.GET('/demands/{id}/events', { params: { path: { id }, query } }));
  if (!('chain' in page)) throw new Error('agents are told milestones');
  return page;
}

/** What happened to a demand since it was read, by others than its reader. It is asked quietly. */
export function useNewEvents(read: Read | undefined): readonly LedgerEvent[] {
  const { api } = useHere();
  const { session } = useSession();
  const [fresh, setFresh] = useState<readonly LedgerEvent[]>([]);
  const last = read?.events.at(-1)?.seq ?? 0;
  const id = read?.view.id;
  useEffect(() => {
    setFresh([]);
    if (id === undefined || last === 0) return;
    const look = async () => {
      if (document.hidden) return;
      const page = await eventsAfter(api, id, last).catch(() => undefined);
      if (page) setFresh(page.events.filter((one) => isNews(one, session?.subject)));
    };
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [id, last]);
  return fresh;
}

/** That somebody looked, or that machines count on, changes nothing on the page. */
const isNews = ({ action, actor }: LedgerEvent, me: string | undefined): boolean =>
  action !== 'demand.looked' &&
  !action.startsWith('freeze.') &&
  !(actor.kind !== 'service' && actor.subject === me);
