import type { Circumstances } from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import { dated, type File, factsHold, firstDated, lastDay, look, servedOn } from './second-opinion-checks.ts';
import {
  allRules,
  type Effective,
  nameOf,
  type PlainLaw,
  type PlainPage,
  type PlainRule,
  singles,
} from './second-opinion-law.ts';
import { tellWhom } from './second-opinion-secrecy.ts';
import { dayOf, heldUntil, isLater, plusDays, plusLength } from './second-opinion-time.ts';

/**
 * A slow and obvious reading of the same pages, which shares no line with the engine. Where the two differ, one of
 * them has misread the law.
 */
export type Opinion = {
  outcome: string;
  authorised: string[];
  targets: number[];
  reasons: string[];
  notice: { regime: string; until?: string | undefined };
  due?: string | undefined;
  until?: string | undefined;
  keptUntil?: string | undefined;
  preserve: boolean;
  approvals: number;
  deadlines?: { clock: string; until: string }[] | undefined;
};

/** A rule that was not met. */
type Fault = {
  outcome: string;
  reason?: string | undefined;
  preserve: boolean;
  elsewhere: boolean;
  /** It holds only what is not refused in any case. */
  waits?: boolean;
  items: string[];
  targets: number[];
  until?: string | undefined;
  keptUntil?: string | undefined;
};

export function secondOpinion(law: PlainLaw, paper: Demand, circumstances: Circumstances): Opinion {
  const demand = { ...paper, authority: { ...paper.authority, ...circumstances.authority } };
  const named = Object.hasOwn(law.pages, demand.instrument) ? law.pages[demand.instrument] : undefined;
  if (!named) {
    const { notice, reasons } = tellWhom(law, { notice: { regime: 'notify' } }, demand, circumstances);
    const { reason } = law.principles.known.otherwise;
    const all = [...(reason ? [reason] : []), ...reasons].sort();
    return {
      outcome: 'reject',
      authorised: [],
      targets: [],
      reasons: all,
      notice,
      preserve: false,
      approvals: 1,
    };
  }
  const { page, rules: ofPage } = actingAs(law, named, demand);
  const { notice, reasons: ofSecrecy, asksCounsel, binds } = tellWhom(law, page, demand, circumstances);
  const on = dayOf(servedOn({ demand, circumstances }));
  const known = { law, page, paper, demand, circumstances, binds };
  const reaches = page.reaches.filter(({ when }) => factsHold(when, { ...known, binds: false }));
  const file: File = {
    ...known,
    asked: singles(law, demand.data),
    reached: singles(
      law,
      reaches.flatMap(({ items }) => items),
    ),
    targets: demand.targets.map((_, index) => index),
  };
  const faults = faultsOf(
    ofPage.filter(({ effective }) => !effective || isLawOn(effective, on)),
    file,
  );
  if (!isLawOn(page.effective, on)) faults.push(plainFault(law.principles.inForce.otherwise));
  if (asksCounsel) faults.push(plainFault({ outcome: 'refer' }));
  const items = file.asked.filter(
    (item) => !faults.some((one) => one.outcome === 'drop' && one.items.includes(item)),
  );
  const targets = demand.targets.flatMap((_, index) =>
    faults.some((one) => one.outcome === 'drop' && one.targets.includes(index)) ? [] : [index],
  );
  const outcome = outcomeOf(file, { faults, items, targets });
  const preserve = isKept(file, outcome, faults);
  const isOver = outcome === 'reject';
  const due = isOver ? undefined : dueOf(file);
  const until = untilOf(file, { outcome, preserve, faults, rules: ofPage });
  const kept = outcome === 'suspend' ? endOfKeeping(file, outcome, faults) : undefined;
  const reasons = [...new Set([...faults.flatMap(({ reason }) => reason ?? []), ...ofSecrecy])].sort();
  const deadlines = deadlinesOf(file, reasons, isOver);
  return {
    outcome,
    authorised: isOver ? [] : [...items].sort(),
    targets: isOver ? [] : targets,
    reasons,
    notice,
    ...(deadlines.length > 0 ? { deadlines } : {}),
    ...(due ? { due } : {}),
    ...(until ? { until } : {}),
    ...(kept ? { keptUntil: kept } : {}),
    preserve,
    approvals: Math.max(
      1,
      ...[...law.principles.approvals, ...(page.approvals ?? [])].flatMap((one) =>
        factsHold(one.when, file) ? [one.people] : [],
      ),
    ),
  };
}

const isLawOn = ({ from, to }: Effective, day: string) => from <= day && (to === undefined || day <= to);
const plainFault = ({
  outcome,
  reason,
  preserve = false,
}: {
  outcome: string;
  reason?: string;
  preserve?: boolean;
}): Fault => ({
  outcome,
  reason,
  preserve,
  elsewhere: false,
  items: [],
  targets: [],
});

/** A treaty order is the instrument as which it was made, under its own rules first. */
function actingAs(law: PlainLaw, page: PlainPage, demand: Demand): { page: PlainPage; rules: PlainRule[] } {
  const rules = allRules(law, page);
  const allowed = page.rules.find(({ check }) => check === 'underlying')?.anyOf ?? [];
  const made = law.pages[demand.underlying ?? ''];
  if (!page.actsAsUnderlying || !made || !allowed.includes(made.id)) return { page, rules };
  const more = allRules(law, made).filter((rule) => !rules.some((own) => nameOf(own) === nameOf(rule)));
  return { page: { ...made, id: page.id, effective: page.effective }, rules: [...rules, ...more] };
}

/** First what falls of all that was asked; then the rest, each rule on what the others have left. */
function faultsOf(rules: readonly PlainRule[], file: File): Fault[] {
  const dropping = rules.filter(({ otherwise }) => otherwise.outcome === 'drop');
  const faults = dropping.flatMap((rule) => faultOf(rule, file, file.asked) ?? []);
  let items = file.asked.filter(
    (item) => !faults.some((one) => one.outcome === 'drop' && one.items.includes(item)),
  );
  let targets = file.targets.filter(
    (index) => !faults.some((one) => one.outcome === 'drop' && one.targets.includes(index)),
  );
  for (const rule of rules) {
    if (dropping.includes(rule)) continue;
    const fault = faultOf(rule, { ...file, targets }, items);
    if (!fault) continue;
    faults.push(fault);
    if (fault.outcome !== 'drop') continue;
    items = items.filter((item) => !fault.items.includes(item));
    targets = targets.filter((index) => !fault.targets.includes(index));
  }
  return faults;
}

function faultOf(rule: PlainRule, file: File, inQuestion: readonly string[]): Fault | undefined {
  const guarded = singles(file.law, rule.items ?? []);
  if (rule.items && !guarded.some((item) => inQuestion.includes(item))) return undefined;
  if (rule.when && !factsHold(rule.when, file)) return undefined;
  if (rule.unless && factsHold(rule.unless, file)) return undefined;
  const view = look(rule, file);
  if (view === 'holds' || (view === 'silent' && rule.unstated === 'pass')) return undefined;
  if (view === 'silent' && rule.unstated !== 'fail')
    return plainFault({ outcome: 'refer', reason: 'incomplete' });
  const { outcome, reason, keeping, nothingLeft, afterRefusals } = rule.otherwise;
  const keptFor = keeping && file.law.clocks[keeping.clock];
  const keptFrom = firstDated(file, keeping?.from);
  const keptUntil = keptFor && keptFrom ? plusLength(keptFrom, keptFor) : undefined;
  const isOver = keptUntil !== undefined && isLater(file.circumstances.now, keptUntil);
  const preserve = rule.otherwise.preserve === true && !isOver;
  if (rule.confirmed === false && outcome !== 'note')
    return plainFault({ outcome: 'refer', ...(reason ? { reason } : {}) });
  const { items, targets, until } = view === 'silent' ? {} : view;
  return {
    outcome: outcome === 'redirect' && targets ? 'drop' : outcome,
    reason,
    preserve,
    elsewhere: nothingLeft === 'redirect',
    waits: afterRefusals === true,
    items: items ?? (targets ? [] : guarded),
    targets: targets ?? [],
    until,
    keptUntil,
  };
}

type Left = { faults: readonly Fault[]; items: readonly string[]; targets: readonly number[] };

function outcomeOf({ page, asked, demand }: File, { faults, items, targets }: Left): string {
  const some = (outcome: string) => faults.some((one) => one.outcome === outcome);
  const isSecret = (item: string) =>
    faults.some((one) => one.reason === 'secrets-never-produced' && one.items.includes(item));
  const hasNoItems = items.length === 0 && (page.mode !== 'act' || asked.length > 0);
  const isEmpty = hasNoItems || targets.length === 0;
  const onlySecrets = page.counsel === 'lawyer' && asked.length > 0 && asked.every(isSecret);
  const isNothing = isEmpty && (page.counsel === undefined || onlySecrets);
  const goesElsewhere = targets.length > 0 && faults.some((one) => one.outcome === 'drop' && one.elsewhere);
  if (faults.some((one) => one.outcome === 'reject' && one.reason === 'suspected-fraud')) return 'reject';
  if (faults.some((one) => one.outcome === 'hold' && !one.waits)) return 'hold';
  if (some('reject') || (isNothing && !goesElsewhere)) return 'reject';
  if (some('hold')) return 'hold';
  if (isNothing) return 'redirect';
  for (const outcome of ['redirect', 'suspend', 'refer']) if (some(outcome)) return outcome;
  if (page.counsel) return 'refer';
  if (page.mode === 'preserve') return 'preserve';
  return items.length < asked.length || targets.length < demand.targets.length ? 'narrow' : 'accept';
}

/** Kept: what is only kept, what waits, and what fell or was refused for reasons that can all be cured. */
function isKept({ asked, demand }: File, outcome: string, faults: readonly Fault[]): boolean {
  const isReject = (one: Fault) => one.outcome === 'reject';
  const lost = faults.filter((one) => one.outcome === 'drop' && !one.preserve);
  const openItems = asked.filter((item) => !lost.some(({ items }) => items.includes(item)));
  const openTargets = demand.targets.filter(
    (_, index) => !lost.some(({ targets }) => targets.includes(index)),
  );
  if (outcome === 'preserve' || outcome === 'suspend') return true;
  if (faults.some((one) => isReject(one) && !one.preserve)) return false;
  if (outcome === 'reject' && (openItems.length === 0 || openTargets.length === 0)) return false;
  return faults.some((one) => {
    if (!one.preserve || one.outcome !== 'drop') return one.preserve;
    return (
      one.items.some((item) => !lost.some(({ items }) => items.includes(item))) ||
      one.targets.some((index) => !lost.some(({ targets }) => targets.includes(index)))
    );
  });
}

function dueOf(file: File): string | undefined {
  for (const { paper, clock, from, when } of file.page.due ?? []) {
    if (when && !factsHold(when, file)) continue;
    if (paper) {
      const stated = dated(file, paper);
      if (stated) return stated;
    } else {
      const start = firstDated(file, from);
      const length = file.law.clocks[clock ?? ''];
      if (start && length) {
        const isWholeDays = length.hours !== undefined && length.hours % 24 === 0;
        if (isWholeDays && start === dayOf(start)) return plusDays(start, (length.hours ?? 0) / 24);
        return plusLength(start, length);
      }
    }
  }
  return undefined;
}

function deadlinesOf(file: File, reasons: readonly string[], isOver: boolean) {
  const found: { clock: string; until: string }[] = [];
  for (const { clock, from, when, because } of file.page.deadlines ?? []) {
    const start = firstDated(file, from);
    const length = file.law.clocks[clock];
    const isGiven = because === undefined ? !isOver : because.some((one) => reasons.includes(one));
    const matters = isGiven && factsHold(when, file);
    if (matters && start && length) found.push({ clock, until: plusLength(start, length) });
  }
  return found;
}

type Ending = { outcome: string; preserve: boolean; faults: readonly Fault[]; rules: readonly PlainRule[] };

function untilOf(file: File, { outcome, preserve, faults, rules }: Ending): string | undefined {
  if (outcome === 'suspend') return faults.find((one) => one.outcome === 'suspend')?.until;
  if (preserve) return endOfKeeping(file, outcome, faults);
  if (outcome === 'reject' || outcome === 'redirect') return undefined;
  const ends = rules
    .filter(({ check }) => check === 'running')
    .filter(({ when, unless }) => factsHold(when, file) && !(unless && factsHold(unless, file)))
    .flatMap((rule) => lastDay(file, rule) ?? []);
  return ends.reduce<string | undefined>(
    (first, end) => (!first || isLater(first, end) ? end : first),
    undefined,
  );
}

function endOfKeeping(file: File, outcome: string, faults: readonly Fault[]): string | undefined {
  const keeping = faults.filter((one) => one.preserve);
  const own = keeping.map((one) => one.keptUntil);
  if (keeping.length === 0 || own.includes(undefined)) return keptUntil(file, outcome);
  return own.reduce((last, end) => (last && end && isLater(end, last) ? end : last));
}

function keptUntil(file: File, outcome: string): string | undefined {
  const { keeping } = file.page;
  const { extension } = file.demand;
  const { clocks } = file.law;
  if (!keeping) return undefined;
  if (outcome === 'preserve' && extension && keeping.renewalClock) {
    const renewal = clocks[keeping.renewalClock];
    const first = clocks[keeping.clock];
    const held = first && heldUntil(extension, first);
    // A request that comes after the hold has ended renews nothing.
    if (renewal && held && !isLater(servedOn(file), held)) return plusLength(held, renewal);
  }
  const start = firstDated(file, keeping.from);
  const length = clocks[keeping.clock];
  return start && length && plusLength(start, length);
}
