import type { AgentSummary } from '../../api/client.ts';
import { Tag, type Tone } from '../../kit/tag.tsx';

type Standing = Pick<AgentSummary, 'status' | 'conclusion'>;

/** Where a demand is, in a word or two. */
export function sayStanding({ status, conclusion }: Standing): string {
  switch (status) {
    case 'received':
      return 'Received';
    case 'in-progress':
      return 'Being worked on';
    case 'available':
      return 'Package ready';
    case 'withdrawn':
      return 'Withdrawn';
    case 'closed':
      return CLOSED[conclusion ?? ''] ?? 'Closed';
  }
}

const CLOSED: Readonly<Record<string, string>> = {
  disclosed: 'Answered',
  refused: 'Refused',
  redirected: 'For somebody else',
  preserved: 'Data is kept',
  withdrawn: 'Withdrawn',
};

const TONES: Readonly<Record<AgentSummary['status'], Tone>> = {
  received: 'link',
  'in-progress': 'link',
  available: 'done',
  closed: 'plain',
  withdrawn: 'plain',
};

export const StandingTag = ({ demand }: { demand: Standing }) => (
  <Tag tone={TONES[demand.status]}>{sayStanding(demand)}</Tag>
);
