import { addressee } from './addressee.check.ts';
import { asRegistered } from './as-registered.check.ts';
import { authenticity } from './authenticity.check.ts';
import { authority } from './authority.check.ts';
import { certification } from './certification.check.ts';
import { cites } from './cites.check.ts';
import { conflictOfLaws } from './conflict-of-laws.check.ts';
import { counsel } from './counsel.check.ts';
import { courtCompetence } from './court-competence.check.ts';
import { courtNamed } from './court-named.check.ts';
import { customerFirst } from './customer-first.check.ts';
import { danger } from './danger.check.ts';
import { datesInOrder } from './dates-in-order.check.ts';
import { durationLimit } from './duration-limit.check.ts';
import { emergencyWindow } from './emergency-window.check.ts';
import { enforcingAuthority } from './enforcing-authority.check.ts';
import { establishmentAbroad } from './establishment-abroad.check.ts';
import { fraudSignals } from './fraud-signals.check.ts';
import { fraudWeight } from './fraud-weight.check.ts';
import { issuerRole } from './issuer-role.check.ts';
import { itemsAuthorised } from './items-authorised.check.ts';
import { itemsStated } from './items-stated.check.ts';
import { notificationStated } from './notification-stated.check.ts';
import { objectionPeriod } from './objection-period.check.ts';
import { offenceThreshold } from './offence-threshold.check.ts';
import { periodStated } from './period-stated.check.ts';
import { publicAuthorityHome } from './public-authority-home.check.ts';
import { recital } from './recital.check.ts';
import { renewalInTime } from './renewal-in-time.check.ts';
import { renewalNumber } from './renewal-number.check.ts';
import { running } from './running.check.ts';
import { secrecyLength } from './secrecy-length.check.ts';
import { servedBy } from './served-by.check.ts';
import { servedWithin } from './served-within.check.ts';
import { signature } from './signature.check.ts';
import { singleHolder } from './single-holder.check.ts';
import { storedOnly } from './stored-only.check.ts';
import { supervisor } from './supervisor.check.ts';
import { targetPerson } from './target-person.check.ts';
import { targetSpecificity } from './target-specificity.check.ts';
import { targetsStated } from './targets-stated.check.ts';
import { underlying } from './underlying.check.ts';
import { validation } from './validation.check.ts';
import { window } from './window.check.ts';

/** The closed set of checks. A page composes them by name; a new one is a file of its own and a line here. */
export const CHECKS = [
  authority,
  issuerRole,
  courtCompetence,
  courtNamed,
  signature,
  validation,
  cites,
  certification,
  recital,
  servedBy,
  addressee,
  establishmentAbroad,
  datesInOrder,
  servedWithin,
  window,
  durationLimit,
  secrecyLength,
  running,
  offenceThreshold,
  danger,
  emergencyWindow,
  notificationStated,
  enforcingAuthority,
  objectionPeriod,
  periodStated,
  itemsAuthorised,
  itemsStated,
  targetsStated,
  targetSpecificity,
  targetPerson,
  conflictOfLaws,
  customerFirst,
  publicAuthorityHome,
  singleHolder,
  asRegistered,
  authenticity,
  supervisor,
  fraudSignals,
  fraudWeight,
  renewalNumber,
  renewalInTime,
  storedOnly,
  underlying,
  counsel,
] as const;
