import { readFileSync } from 'node:fs';
import { ACTIONS } from '../../functions/ledger/event.schema.ts';
import type { SERIES } from '../../functions/ledger/facts.schema.ts';
import { publicEvent } from '../../functions/ledger/public-event.ts';
import { NOTICES } from '../../lib/ledger/notices.ts';
import { drawEvents, publicEvents } from '../../scripts/draw/draw-events.ts';
import { EVENTS_FILE } from '../../scripts/draw.ts';
import { someFacts, someLedger } from '../kit/ledgers.ts';

describe('the schema of events', () => {
  it('is what the code says: npm run draw', () => {
    expect(JSON.parse(readFileSync(EVENTS_FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(drawEvents())));
  });

  it.each(ACTIONS.map((action) => [action]))('takes what is published of %s', (action) => {
    const [event] = someLedger('d-1', [
      { action, detail: { round: 1, until: '2026-12-04', to: ['reviewer'] } },
    ]);
    if (!event) throw new Error('an event was expected');
    const published = publicEvent(event);
    const taken = publicEvents().filter((schema) => schema.safeParse(published).success);
    expect(taken).toHaveLength(published ? 1 : 0);
  });
});

describe('notices', () => {
  it('are of events that leave, and those of cleared demands of what waits for somebody', () => {
    const leaves = (series: (typeof SERIES)[number]) =>
      NOTICES.filter((action) => {
        const [event] = someLedger('d-1', [{}]);
        return event && publicEvent({ ...event, action, facts: someFacts({ series }) }) !== undefined;
      });
    expect(leaves('criminal')).toEqual(NOTICES);
    expect(leaves('national-security')).toEqual([
      ...['review.requested', 'release.requested', 'clock.warned', 'clock.missed'],
      ...['demand.failed', 'notice.overdue', 'secrecy.recorded', 'secrecy.review-due', 'secrecy.expired'],
      ...['demand.claimed', 'demand.commented', 'demand.asked', 'objection.brought', 'objection.decided'],
    ]);
  });
});
