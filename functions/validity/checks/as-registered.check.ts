import type { RegisteredAuthority } from '../../shared/circumstances.schema.ts';
import type { Authority } from '../../shared/demand.schema.ts';
import { namesAlike } from '../law/plain-words.ts';
import { check } from './check.ts';
import { metIf, UNKNOWN } from './verdict.ts';

/** Whether the paper says of the authority that serves it what the register says. */
export const asRegistered = check('as-registered', {
  group: 'genuine',
  parameters: {},
  words: {},
  mayLackFacts: true,
  asks:
    () =>
    ({ stated, circumstances: { authority } }) =>
      authority === undefined ? UNKNOWN : metIf(agrees(stated, authority)),
  hadWork: (_, { circumstances }) => circumstances?.authority !== undefined,
});

function agrees(stated: Authority, registered: RegisteredAuthority): boolean {
  const { name, otherNames = [], country, level, kind } = registered;
  return (
    stated.country === country &&
    stated.level === level &&
    stated.kind === kind &&
    [name, ...otherNames].some((known) => namesAlike(known, stated.name))
  );
}
