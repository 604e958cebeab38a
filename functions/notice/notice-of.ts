import { NOTICE_DUE, type NoticePart } from '../ledger/parts/notice.part.ts';
import { endInstant } from '../shared/calendar.ts';
import type { Notice } from '../shared/determination.schema.ts';
import { InconsistentState } from '../shared/faults.ts';

/**
 * What a notice regime comes to. Secrecy without an end is never scheduled: an order lifts or limits it, and the desk is
 * reminded to ask for one.
 * @throws InconsistentState for a delay without an end
 */
export function noticeOf(notice: Notice, plannedAt: string): NoticePart {
  const { regime, until } = notice;
  const common = { regime, plannedAt, ...(until === undefined ? {} : { until }) };
  switch (regime) {
    case 'notify':
      return { ...common, state: 'planned', dueKind: NOTICE_DUE, dueAt: plannedAt };
    case 'delay':
      if (until === undefined) throw new InconsistentState('a delay without an end');
      return { ...common, state: 'planned', dueKind: NOTICE_DUE, dueAt: endInstant(until) };
    case 'hold':
      if (until !== undefined)
        return { ...common, state: 'planned', dueKind: NOTICE_DUE, dueAt: endInstant(until) };
      return { ...common, state: 'prohibited' };
    case 'prohibited':
      return { ...common, state: 'prohibited' };
    case 'authority':
      return { ...common, state: 'authority' };
    case 'none':
      return { ...common, state: 'none' };
  }
}
