import { globSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { clearedRoute } from '../../functions/shared/cleared-route.ts';
import type { Route } from '../../functions/shared/route.ts';

const FUNCTIONS = join(import.meta.dirname, '../../functions');
const SUFFIX = '.route.ts';

/** A route with where it is stated; `schemas` are the others that its file names. */
export type StatedRoute = {
  room: string;
  verb: string;
  route: Route;
  schemas: Record<string, z.ZodMiniType>;
};

const sortKey = ({ route }: StatedRoute) => `${route.path} ${route.method}`;

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'path' in value && 'answers' in value;

const isSchema = (value: unknown): value is z.ZodMiniType => value instanceof z.ZodMiniType;

/** Every `<room>/<verb>.route.ts` there is, by path. No list of them is kept that could lack one. */
export const ALL_ROUTES: readonly StatedRoute[] = (
  await Promise.all(
    globSync(`*/*${SUFFIX}`, { cwd: FUNCTIONS }).map(async (file): Promise<StatedRoute[]> => {
      const [room = '', name = ''] = file.split('/');
      const exported: Record<string, unknown> = await import(join(FUNCTIONS, file));
      const routes = Object.values(exported).filter(isRoute);
      if (routes.length !== 1 || !routes[0])
        throw new Error(`${file} states ${routes.length} routes; one file states one`);
      const schemas = Object.entries(exported).filter((entry): entry is [string, z.ZodMiniType] =>
        isSchema(entry[1]),
      );
      const verb = name.slice(0, -SUFFIX.length);
      const stated = { room, verb, route: routes[0], schemas: Object.fromEntries(schemas) };
      if (!routes[0].clearedToo) return [stated];
      return [stated, { ...stated, verb: `${verb}-cleared`, route: clearedRoute(routes[0]) }];
    }),
  )
)
  .flat()
  .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
