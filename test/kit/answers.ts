import type { Route } from '../../functions/shared/route.ts';

/**
 * What a use case answered, as it goes over the wire, held against the schema of its route. The service builds its answers
 * and does not parse them: a schema that is wrong must fail here.
 * @throws Error for a status that the route has no JSON for, and zod's for an answer that does not fit
 */
export function answerOf({ method, path, answers }: Route, answered: unknown, status?: number): unknown {
  const [first] = Object.keys(answers).map(Number);
  const schema = answers[status ?? first ?? 0]?.json;
  if (!schema) throw new Error(`${method} ${path} has no JSON for ${status ?? first}`);
  return schema.parse(JSON.parse(JSON.stringify(answered)));
}
