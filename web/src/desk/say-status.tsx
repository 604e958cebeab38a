import type { DemandSummary } from '../api/client.ts';
import { Tag, type Tone } from '../kit/tag.tsx';

type Status = DemandSummary['status'];

const SAID: Record<Status, string> = {
  filed: 'Being checked',
  'awaiting-review': 'Waits for review',
  reviewed: 'Being retrieved',
  sealed: 'Sealed',
  'awaiting-release': 'Waits for release',
  'release-decided': 'Being delivered',
  released: 'Released',
  closed: 'Closed',
  failed: 'Failed',
};

const TONES: Partial<Record<Status, Tone>> = {
  'awaiting-review': 'link',
  'awaiting-release': 'link',
  released: 'done',
  failed: 'danger',
};

export const sayStatus = (status: Status): string => SAID[status];

/** Where a demand stands, in words. */
export const StatusTag = ({ status, conclusion }: Pick<DemandSummary, 'status' | 'conclusion'>) => (
  <Tag tone={TONES[status] ?? 'plain'}>
    {status === 'closed' && conclusion ? `Closed: ${conclusion}` : SAID[status]}
  </Tag>
);

const DANGERS = [
  'Danger to life',
  'Danger of serious injury',
  'Danger to supplies of a country',
  'Emergency',
  'Emergency',
];

/** Undefined where nobody is in danger. */
export const sayDanger = (danger: number): string | undefined => DANGERS[danger];

/** What people call a demand: its authority's reference, or else the end of its id. */
export const sayName = ({ reference, id }: { reference?: string; id: string }): string =>
  reference ?? `demand …${id.slice(-6)}`;
