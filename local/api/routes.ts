import { asString } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource } from '../template/stack-model.ts';

/** One resource of the API: a node of its tree of paths. */
export type Route = {
  readonly id: string;
  /** As the event's `resource` names it, such as `/demands/{id}`. */
  readonly path: string;
  readonly children: Route[];
  readonly part: string;
};

export type Match = {
  readonly route: Route;
  /** Percent-encoded, as the gateway passes them on. */
  readonly parameters: Readonly<Record<string, string>>;
};

/** Builds the tree of paths from its resources, each of which names its parent. */
export function buildRoutes(rootId: string, resources: readonly PlayedResource[]): Route {
  const root: Route = { id: rootId, path: '/', children: [], part: '' };
  const grow = (parent: Route): void => {
    for (const { ref, properties } of resources) {
      if (properties.ParentId !== parent.id) continue;
      const part = asString(properties.PathPart, 'PathPart');
      if (!/^([\w.~-]+|\{[\w.-]+\+?\})$/.test(part)) throw new Refused([`the path part ${part}`]);
      const child: Route = {
        id: ref,
        path: `${parent.path === '/' ? '' : parent.path}/${part}`,
        children: [],
        part,
      };
      parent.children.push(child);
      grow(child);
    }
  };
  grow(root);
  return root;
}

const parameterName = (part: string): string => part.replace(/^\{(.*?)\+?\}$/, '$1');

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** A literal part wins over a parameter, a parameter over a greedy one. */
function follow(
  route: Route,
  segments: readonly string[],
  parameters: Record<string, string>,
): Match | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return { route, parameters };
  const literal = route.children.find(({ part }) => !part.startsWith('{') && part === decoded(segment));
  const byLiteral = literal && follow(literal, rest, parameters);
  if (byLiteral) return byLiteral;
  if (segment === '') return undefined;
  for (const child of route.children.filter(({ part }) => part.startsWith('{') && !part.endsWith('+}'))) {
    const match = follow(child, rest, { ...parameters, [parameterName(child.part)]: segment });
    if (match) return match;
  }
  const greedy = route.children.find(({ part }) => part.endsWith('+}'));
  return (
    greedy && {
      route: greedy,
      parameters: { ...parameters, [parameterName(greedy.part)]: segments.join('/') },
    }
  );
}

export const matchPath = (root: Route, path: string): Match | undefined =>
  follow(root, path === '/' ? [] : path.split('/').slice(1), {});
