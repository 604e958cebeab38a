import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { CallBackPart } from '../ledger/parts/call-back.part.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import type { Authenticity } from '../shared/circumstances.schema.ts';
import { phoneForm } from '../shared/identifiers/phone-number.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import type { CallBack } from './call-back.schema.ts';

/** What is known of who sent a demand, before and after somebody called. */
export const foundBy = (
  { signals, ...known }: Authenticity = { signals: [] },
  { asked, result }: CallBack,
): Authenticity => ({
  ...known,
  [asked === 'office' ? 'callback' : 'supervisor']: result,
  signals,
});

/**
 * What is still known once its authority amended the paper: what a call confirmed was the paper as it stood then. What spoke
 * against it still does, and a call that nobody answered is still to be made: else who forged it would amend that away.
 */
export function afterAmendment(known: Authenticity | undefined): Authenticity | undefined {
  const { callback, supervisor, signals = [] } = known ?? {};
  const left = {
    ...(callback && callback !== 'confirmed' ? { callback } : {}),
    ...(supervisor && supervisor !== 'confirmed' ? { supervisor } : {}),
  };
  return signals.length > 0 || Object.keys(left).length > 0 ? { ...left, signals } : undefined;
}

/**
 * A call as it is kept, where it is one: to the register's number, and of a superior by another person than who called the
 * office. One person alone, who was fooled or wants to be, does not make a demand genuine.
 * @throws Problem
 */
export async function callBackOf(
  call: CallBack,
  {
    record,
    principal,
    at,
    number,
  }: { record: DemandRecord; principal: Principal; at: string; number: string | undefined },
  deps: { store: Pick<DemandStore, 'part' | 'parts' | 'events'>; rulebook: SeparationLaw },
): Promise<CallBackPart> {
  if (number === undefined) throw problem('no_number_in_register');
  if (phoneForm(call.dialled) !== number) throw problem('number_not_in_register');
  const act = call.asked === 'office' ? 'call-office' : 'call-superior';
  await requireApart(act, record, principal, deps);
  const { asked, result, heldWith } = call;
  return {
    asked,
    result,
    ...(heldWith ? { heldWith } : {}),
    number,
    by: principal.subject,
    at,
    round: record.round,
  };
}
