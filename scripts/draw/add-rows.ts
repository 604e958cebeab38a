import { globSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { ALL_ROUTES } from '../openapi/all-routes.ts';

const FUNCTIONS = join(import.meta.dirname, '../../functions');
const ROOM_ROW = /^(\| \d \| ([\w-]+) \| )([^|]*)( \|.*)$/gm;
const API_TABLE = /^\| route \| who \|.*\n(?:\|.*\n)+/m;

/** Functions of a room by name; those that are made from a list of services are one, `read-SERVICE`. */
export function functionsOf(room: string): string[] {
  const connectors = SERVICE_NAMES.map((service) => `read-${service}`);
  const verbs = globSync('*.handler.ts', { cwd: join(FUNCTIONS, room) })
    .map((file) => file.replace('.handler.ts', ''))
    .map((verb) => (connectors.includes(verb) ? 'read-SERVICE' : verb));
  return [...new Set(verbs)].sort();
}

/** The rows of the rooms with the functions that there are: those that stand there in their order, then the new ones. */
export function addFunctions(document: string): string {
  return document.replace(ROOM_ROW, (_, before: string, room: string, cell: string, after: string) => {
    const present = functionsOf(room);
    const told = cell.split(', ').filter((name) => present.includes(name));
    const names = [...told, ...present.filter((name) => !told.includes(name))].join(', ');
    return `${before}${names}${after}`;
  });
}

/** The table of the API with a row for each route that it lacks. What more is to be said of one is written by hand. */
export function addRoutes(document: string): string {
  return document.replace(API_TABLE, (table) => {
    const missing = ALL_ROUTES.map(({ route }) => route).filter(
      ({ method, path }) => !table.includes(`\`${method} ${path}\``),
    );
    return `${table}${missing
      .map(
        ({ method, path, roles, summary }) =>
          `| \`${method} ${path}\` | ${[roles].flat().join(', ')} | ${summary.charAt(0).toLowerCase()}${summary.slice(1)} |\n`,
      )
      .join('')}`;
  });
}
