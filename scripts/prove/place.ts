import type { Denial } from './denials.ts';
import type { Session } from './session-attempts.ts';
import type { Deployed, World } from './world.ts';

/** Where things are tried. */
export type Place = {
  world: World;
  /** Which of some requests a function may make, in their order. */
  allowed(fn: Deployed, denials: readonly Denial[]): Promise<boolean[]>;
  how(denial: Denial): 'sent' | 'simulated';
  /** A session of a grant; undefined where none can be had. */
  openSession(): Promise<Session | undefined>;
  close(): void;
};
