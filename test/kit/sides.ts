import type { AgentView } from '../../functions/desk/agent-view.schema.ts';
import type { DemandView } from '../../functions/desk/demand-view.schema.ts';
import type { AgentEventsPage } from '../../functions/ledger/agent-events.schema.ts';
import type { EventsPage } from '../../functions/ledger/read-events.route.ts';

/** A demand as the desk is shown it. */
export async function forDesk(answer: Promise<DemandView | AgentView>): Promise<DemandView> {
  const view = await answer;
  if (!('round' in view)) throw new Error('this is what an agent is shown');
  return view;
}

/** A demand as its agents are shown it. */
export async function forAgent(answer: Promise<DemandView | AgentView>): Promise<AgentView> {
  const view = await answer;
  if (!('paper' in view)) throw new Error('this is what the desk is shown');
  return view;
}

/** The ledger as the desk reads it. */
export async function ledgerOf(answer: Promise<EventsPage | AgentEventsPage>): Promise<EventsPage> {
  const page = await answer;
  if (!('events' in page)) throw new Error('this is what an agent is told');
  return page;
}

/** The ledger as agents are told of it. */
export async function toldTo(answer: Promise<EventsPage | AgentEventsPage>): Promise<AgentEventsPage> {
  const page = await answer;
  if (!('milestones' in page)) throw new Error('this is what the desk reads');
  return page;
}
