import type { SomeCase } from './case.ts';

/**
 * Holds every case against a property, which returns what is wrong with one, or nothing.
 * @throws Error with the first counterexample and their number
 */
export function forAll<C extends SomeCase>(cases: readonly C[], property: (one: C) => unknown): void {
  const broken = cases.flatMap((one) => {
    const wrong = property(one);
    return wrong === undefined || wrong === false ? [] : [{ one, wrong }];
  });
  const [first] = broken;
  if (first === undefined) return;
  const { demand, circumstances } = first.one;
  const shown = JSON.stringify({ wrong: first.wrong, demand, circumstances }, undefined, 1);
  throw new Error(`${broken.length} of ${cases.length} cases break it, the first being ${shown}`);
}
