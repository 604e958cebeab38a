import type { Rule } from '../rule.schema.ts';
import type { Explained } from './explained.ts';

/** Whether a rule that was met had anything to look at in this demand, or was met for want of it. */
export function wasApplied(rule: Rule, { demand, circumstances }: Explained): boolean {
  const known = circumstances?.authenticity;
  switch (rule.check) {
    case 'addressee':
      return demand.addressedTo !== undefined;
    case 'enforcing-authority':
    case 'objection-period':
      return demand.enforcingAuthority !== undefined;
    case 'renewal-number':
    case 'renewal-in-time':
      return demand.extension !== undefined;
    case 'duration-limit':
      return demand.durationDays !== undefined;
    case 'offence-threshold':
      return demand.offence !== undefined;
    case 'court-competence':
      return demand.issuer.competence === 'confirmed';
    case 'dates-in-order':
      return Object.keys(demand.dates ?? {}).length > 1;
    case 'stored-only':
      return rule.items !== undefined || demand.period !== undefined;
    case 'target-specificity':
      return rule.types === undefined;
    case 'authenticity':
      return known?.callback !== undefined;
    case 'supervisor':
      return known?.supervisor !== undefined;
    case 'fraud-signals':
      return (known?.signals.length ?? 0) > 0;
    case 'customer-first':
    case 'conflict-of-laws':
      return false;
    default:
      return true;
  }
}
