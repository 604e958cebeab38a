import { readIfPresent } from '../state/atomic-file.ts';
import { asArray, asObject, asString, parseJson } from '../template/json.ts';
import { ROLES } from './roles.ts';

/** Who somebody said they are. Nobody is asked for a password: everything on a laptop is invented. */
export type Chosen = { readonly sub: string; readonly roles: readonly string[]; readonly authority?: string };

/** Somebody whom the page to sign in at offers. */
export type Person = Chosen & {
  /** What they do, in a sentence. */
  readonly does: string;
};

/** The people of a project: a list of `{name, roles, authority?, does}`. None where there is no such file. */
export function readPeople(path: string): readonly Person[] {
  const text = readIfPresent(path);
  if (text === undefined) return [];
  return asArray(parseJson(text, path), path).map((value) => {
    const { name, roles, authority, does } = asObject(value, path);
    const known = asArray(roles, `${path}: roles`).map((role) => asString(role, `${path}: role`));
    const wrong = known.find((role) => !ROLES.includes(role));
    if (wrong !== undefined) throw new Error(`${path}: ${wrong} is no role`);
    return {
      sub: asString(name, `${path}: name`),
      roles: known,
      does: asString(does, `${path}: does`),
      ...(authority === undefined ? {} : { authority: asString(authority, `${path}: authority`) }),
    };
  });
}
