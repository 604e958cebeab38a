import type { Grant } from '../ledger/parts/scope.part.ts';
import type { PassInput } from '../workflow/step.schema.ts';

/** Passes of a Map, but for one more of each service: an execution has 25,000 events, and a pass takes a dozen. */
const PASSES = 200;

export type Pass = Pick<PassInput, 'grant' | 'service' | 'more'>;

/** Passes that read the grants of a scope: one each, and of a large scope several of a service together. */
export function passesOf(grants: readonly Pick<Grant, 'service'>[]): Pass[] {
  const size = Math.ceil(grants.length / PASSES);
  return gathered(grants, ({ service }) => service, Math.max(size, 1));
}

/**
 * Passes that freeze: all items of an account in a service together, since each of them is small or takes its time anyway;
 * and of many accounts several of a service.
 */
export function freezePassesOf(grants: readonly Pick<Grant, 'account' | 'service'>[]): Pass[] {
  const together = gathered(grants, ({ account, service }) => `${service} ${account}`, grants.length);
  return together.length <= PASSES ? together : passesOf(grants);
}

/** Grants with the same name, in passes of a size; each pass is where its first grant is. */
function gathered<G extends Pick<Grant, 'service'>>(
  grants: readonly G[],
  nameOf: (grant: G) => string,
  size: number,
): Pass[] {
  const passes: (Pass & { more: number[] })[] = [];
  const open = new Map<string, (typeof passes)[number]>();
  for (const [grant, one] of grants.entries()) {
    const name = nameOf(one);
    const pass = open.get(name);
    if (pass && pass.more.length + 1 < size) {
      pass.more.push(grant);
      continue;
    }
    const next = { grant, service: one.service, more: [] };
    open.set(name, next);
    passes.push(next);
  }
  return passes.map(({ more, ...first }) => (more.length > 0 ? { ...first, more } : first));
}
