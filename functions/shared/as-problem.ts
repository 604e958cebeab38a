import { IllegalTransition, StoreBusy } from './faults.ts';
import { isPassing } from './is-passing.ts';
import { Problem, problem } from './problem.ts';

/** What a caller is told of an error: of one that is no problem, nothing but whether to come again. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IllegalTransition) return problem('not_possible_now');
  return problem(error instanceof StoreBusy || isPassing(error) ? 'busy' : 'internal_error');
}
