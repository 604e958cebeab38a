import type { Route } from '../../functions/shared/route.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { Attempts } from './attempts.ts';

type Public = Route & { readonly roles: 'public' };
type Protected = Route & { readonly roles: readonly unknown[] };

/** A route, who answers it, and why everyone may ask where everyone may. */
export interface Led {
  readonly route: Route;
  readonly answeredBy: DueFunction;
  readonly isPublic?: string;
}

/**
 * Where the API leads: rooms of several stacks bring their routes here, and the front door is made of all of them. So the API
 * stands in one stack, and who answers can stand in those before it.
 */
export class Door {
  readonly attempts: Attempts;
  readonly #led: Led[] = [];
  /** Who answers people, and so tells of attempts. */
  readonly #answering = new Set<DueFunction>();

  constructor(attempts: Attempts) {
    this.attempts = attempts;
  }

  get led(): readonly Led[] {
    return this.#led;
  }

  /** A route for those whom the authorizer lets in; the function holds their roles against it, and tells of attempts. */
  route(route: Protected, answeredBy: DueFunction): void {
    if (!this.#answering.has(answeredBy)) this.attempts.letAdd(answeredBy);
    this.#answering.add(answeredBy);
    this.#led.push({ route, answeredBy });
  }

  /** A route for everyone. */
  publicRoute(route: Public, answeredBy: DueFunction, reason: string): void {
    this.#led.push({ route, answeredBy, isPublic: reason });
  }
}
