import type { Fault } from '../../api/problem.ts';
import type { Step } from './steps.ts';

/** Where on the form something is answered: the page of the form, and the id of the field on it. */
export type Place = { step: Step; field: string };

const POINTERS: readonly (readonly [RegExp, Step, string])[] = [
  [/^\/instrument$/, 'instrument', 'instrument'],
  [/^\/emergency\/danger/, 'danger', 'danger'],
  [/^\/emergency/, 'danger', 'reasons'],
  [/^\/targets\/(\d+)\/at/, 'targets', 'target-$1-at'],
  [/^\/targets\/(\d+)/, 'targets', 'target-$1'],
  [/^\/targets/, 'targets', 'target-0'],
  [/^\/data/, 'items', 'data'],
  [/^\/period\/to/, 'period', 'to'],
  [/^\/period/, 'period', 'from'],
  [/^\/durationDays/, 'period', 'days'],
  [/^\/purpose/, 'items', 'purpose'],
  [/^\/reference/, 'paper', 'reference'],
  [/^\/authority\/country/, 'paper', 'authorityCountry'],
  [/^\/authority\/state/, 'paper', 'authorityState'],
  [/^\/authority\/level/, 'paper', 'authorityLevel'],
  [/^\/authority\/kind/, 'paper', 'authorityKind'],
  [/^\/authority/, 'paper', 'authorityName'],
  [/^\/issuer\/court/, 'paper', 'court'],
  [/^\/issuer\/name/, 'paper', 'issuerName'],
  [/^\/issuer/, 'paper', 'issuerRole'],
  [/^\/signatures\/\d+\/on/, 'paper', 'signedOn'],
  [/^\/signatures\/\d+\/name/, 'paper', 'signerName'],
  [/^\/signatures/, 'paper', 'signerRole'],
  [/^\/validatedBy/, 'paper', 'validatorRole'],
  [/^\/dates\/(\w+)/, 'paper', '$1'],
  [/^\/cites/, 'paper', 'cites'],
  [/^\/certifications/, 'paper', 'certifications'],
  [/^\/recitals/, 'paper', 'recitals'],
  [/^\/offence\/maxPenaltyYears/, 'paper', 'penaltyYears'],
  [/^\/offence/, 'paper', 'offence'],
  [/^\/secrecy\/basis/, 'paper', 'secrecyBasis'],
  [/^\/secrecy\/issued/, 'paper', 'secrecyIssued'],
  [/^\/secrecy\/until/, 'paper', 'secrecyUntil'],
  [/^\/secrecy/, 'paper', 'secrecyBy'],
  [/^\/servedBy/, 'paper', 'servedBy'],
  [/^\/addressedTo/, 'paper', 'addressedTo'],
  [/^\/underlying/, 'paper', 'underlying'],
  [/^\/enforcingAuthority/, 'paper', 'notified'],
  [/^\/extension\/expires/, 'paper', 'extensionExpires'],
  [/^\/extension\/number/, 'paper', 'extensionNumber'],
  [/^\/extension/, 'paper', 'extensionOf'],
  [/^\/documents/, 'paper', 'papers'],
];

/** The field that a fault of the service points to; undefined where the form has none for it. */
export function placeOfPointer(pointer: string): Place | undefined {
  for (const [pattern, step, field] of POINTERS) {
    const match = pattern.exec(pointer);
    if (match) return { step, field: field.replace('$1', match[1] ?? '') };
  }
  return undefined;
}

const CHECKS: Readonly<Record<string, Place>> = {
  authority: { step: 'paper', field: 'authorityKind' },
  'issuer-role': { step: 'paper', field: 'issuerRole' },
  'court-competence': { step: 'paper', field: 'court' },
  'court-named': { step: 'paper', field: 'court' },
  signature: { step: 'paper', field: 'signerRole' },
  validation: { step: 'paper', field: 'validatorRole' },
  'served-by': { step: 'paper', field: 'servedBy' },
  addressee: { step: 'paper', field: 'addressedTo' },
  underlying: { step: 'paper', field: 'underlying' },
  cites: { step: 'paper', field: 'cites' },
  certification: { step: 'paper', field: 'certifications' },
  recital: { step: 'paper', field: 'recitals' },
  'offence-threshold': { step: 'paper', field: 'offence' },
  danger: { step: 'danger', field: 'danger' },
  'notification-stated': { step: 'paper', field: 'notified' },
  'enforcing-authority': { step: 'paper', field: 'notified' },
  'dates-in-order': { step: 'paper', field: 'issued' },
  'served-within': { step: 'paper', field: 'issued' },
  window: { step: 'paper', field: 'returnDue' },
  'duration-limit': { step: 'period', field: 'days' },
  'secrecy-length': { step: 'paper', field: 'secrecyUntil' },
  running: { step: 'paper', field: 'issued' },
  'emergency-window': { step: 'paper', field: 'issued' },
  'period-stated': { step: 'period', field: 'from' },
  'items-stated': { step: 'items', field: 'data' },
  'items-authorised': { step: 'items', field: 'data' },
  'stored-only': { step: 'items', field: 'data' },
  'targets-stated': { step: 'targets', field: 'target-0' },
  'target-specificity': { step: 'targets', field: 'target-0' },
  'renewal-number': { step: 'paper', field: 'extensionNumber' },
  'renewal-in-time': { step: 'paper', field: 'extensionExpires' },
};

/** The field that answers what a finding misses; undefined where it is not the filer's to answer, but ours to look into. */
export const placeOfCheck = (check: string): Place | undefined => CHECKS[check.split(':')[0] ?? ''];

/** Faults by the ids of fields, and those that no field can answer. */
export function placed(faults: readonly Fault[]) {
  return faults.map(({ pointer, detail }) => ({ says: detail, place: placeOfPointer(pointer), pointer }));
}
