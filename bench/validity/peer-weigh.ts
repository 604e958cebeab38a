import type { Facts } from './peer-facts.ts';
import type { PeerRule } from './peer-rules.ts';

export type PeerAnswer = { outcome: string; authorised: string[]; targets: number[]; reasons: string[] };

/** What the rules that fired amount to. Both peers share it; neither can say it in its own language. */
export function peerWeigh(fired: readonly PeerRule[], facts: Facts): PeerAnswer {
  const drops = fired.filter(({ outcome }) => outcome === 'drop');
  const items = facts.asked.filter((item) => !drops.some((drop) => drop.items?.includes(item)));
  const isDropped = (index: number) =>
    drops.some(({ targets }) => {
      const type = facts.targetTypes[index] ?? '';
      if (targets === 'ip-range-and-keyword') return type === 'ip-range' || type === 'keyword';
      if (targets === 'geofence') return type === 'geofence';
      if (targets === 'vague') return facts.vagueTargets.includes(index);
      return targets === 'organisations' && facts.organisationTargets.includes(index);
    });
  const targets = facts.targetTypes.flatMap((_, index) => (isDropped(index) ? [] : [index]));
  const has = (outcome: PeerRule['outcome']) => fired.some((rule) => rule.outcome === outcome);
  const isFraud = fired.some(({ outcome, reason }) => outcome === 'reject' && reason === 'suspected-fraud');
  const outcome = outcomeOf();
  const isOver = outcome === 'reject';
  const reasons = new Set(fired.map(({ reason }) => reason));
  if (facts.gag === 'endless') reasons.add('gag-without-end');
  return {
    outcome,
    authorised: isOver ? [] : items.sort(),
    targets: isOver ? [] : targets,
    reasons: [...reasons].sort(),
  };

  function outcomeOf(): string {
    if (isFraud) return 'reject';
    if (has('hold')) return 'hold';
    if (has('reject') || items.length === 0 || targets.length === 0) return 'reject';
    if (has('redirect')) return 'redirect';
    if (has('refer')) return 'refer';
    return drops.length > 0 ? 'narrow' : 'accept';
  }
}
