import type { LedgerEvent } from '../api/client.ts';
import { isRecord } from '../config.ts';
import { sayCode } from '../kit/say.ts';
import { sayTime } from '../kit/time.tsx';

/** What happened, in a few words; an action that these pages do not know is told by its name. */
const SAID: Record<string, string> = {
  'demand.filed': 'Filed',
  'validity.checked': 'Checked against the rulebook',
  'review.requested': 'Waits for a review',
  'review.decided': 'Review decided',
  'review.approved-ahead': 'Approved ahead',
  'review.took-effect': 'The approval took effect',
  'demand.clarified': 'Clarified',
  'demand.claimed': 'Claimed',
  'demand.looked': 'Looked at',
  'demand.noted': 'Note written',
  'demand.commented': 'Message written',
  'demand.withdrawn': 'Withdrawn by its authority',
  'scope.compiled': 'Scope compiled',
  'retrieval.started': 'Retrieval began',
  'retrieval.completed': 'Retrieved from a service',
  'harvest.checked': 'Harvest checked against the scope',
  'disclosure.sealed': 'Package sealed',
  'disclosure.timestamped': 'Package timestamped',
  'release.requested': 'Waits for a release',
  'release.approved': 'Released by one person',
  'release.decided': 'Release decided',
  'disclosure.available': 'Package available to the authority',
  'disclosure.fetched': 'Package fetched',
  'disclosure.encrypting': 'Encryption of package begun',
  'disclosure.encrypted': 'Package encrypted',
  'disclosure.received': 'Receipt confirmed',
  'freeze.started': 'Freezing began',
  'freeze.completed': 'Frozen in a service',
  'freeze.copy-ended': 'A copy ended with its preservation',
  'freeze.copy-deleted': 'An unfinished copy was deleted',
  'notice.planned': 'Notice to the customer planned',
  'demand.closed': 'Closed',
};

export const sayAction = (action: string): string => SAID[action] ?? sayCode(action.replace('.', ' '));

export const sayActor = ({ kind, subject }: LedgerEvent['actor']): string =>
  kind === 'service' ? 'the service' : `${subject}, ${kind}`;

/** `Review decided by rita, reviewer, at 14:02 UTC`. */
export const sayEvent = ({ action, actor, at }: LedgerEvent): string =>
  `${sayAction(action)} by ${sayActor(actor)} at ${sayTime(at)}`;

/** What only machines count by, or what is said elsewhere. */
const UNSAID = ['rulebook', 'freeze', 'grant', 'part', 'blobs', 'bytes', 'copies', 'on', 'looks'];

const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/;

/** Of an event's detail what a person reads at a glance: words and numbers, no objects and no hashes. */
export function sayDetail({ detail }: LedgerEvent): string {
  const told = Object.entries(detail).flatMap(([name, value]) => {
    if (UNSAID.includes(name)) return [];
    const says = sayValue(value);
    return says === '' || /^(?:sha256:)?[0-9a-f]{64}$/.test(says)
      ? []
      : [`${sayCode(name).toLowerCase()}: ${says}`];
  });
  return [...looksIn(detail.looks), ...told].join('; ');
}

function sayValue(value: unknown): string {
  if (typeof value === 'string') return TIME.test(value) ? sayTime(value) : value;
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : '';
}

function looksIn(looks: unknown): readonly string[] {
  if (!Array.isArray(looks)) return [];
  return looks.flatMap((look: unknown) => {
    if (!isRecord(look) || typeof look.what !== 'string') return [];
    return [typeof look.page === 'number' ? `${look.what}, page ${look.page}` : look.what];
  });
}
