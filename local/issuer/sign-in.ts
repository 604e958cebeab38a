import { createHash, randomBytes } from 'node:crypto';
import { AUDIENCE } from './mint-token.ts';
import type { Chosen, Person } from './person.ts';
import type { Registered } from './registered.ts';
import { ROLES } from './roles.ts';

/** What a client asks of the sign-in page (RFC 6749, 4.1.1; RFC 7636, 4.3; OpenID Connect Core, 3.1.2.1). */
export type SignInRequest = {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly state: string;
  readonly nonce: string | undefined;
};

type Grant = SignInRequest & Chosen & { readonly until: number };

/** What was asked is not as it must be: the text says what. */
export class WrongSignIn extends Error {
  override readonly name = 'WrongSignIn';
}

/** What was filled in is not as it must be: the text says what, and the page is shown again with it. */
export class WrongChoice extends Error {
  override readonly name = 'WrongChoice';
}

const CODE_MS = 60_000;
const MOST_CODES = 1000;
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const OPAQUE = /^[!-~]{1,512}$/;
const NAME = /^(?! *$)[ -~]{1,255}$/;
const AUTHORITY = /^[a-z0-9][a-z0-9-]{1,63}$/;

/** A parameter that may be there once. @throws WrongSignIn */
function once(params: URLSearchParams, name: string, pattern: RegExp): string | undefined {
  const [value, ...more] = params.getAll(name);
  if (more.length > 0 || (value !== undefined && !pattern.test(value)))
    throw new WrongSignIn(`The parameter ${name} is not as it must be.`);
  return value;
}

/** A parameter that must be there. @throws WrongSignIn */
function must(params: URLSearchParams, name: string, pattern: RegExp): string {
  const value = once(params, name, pattern);
  if (value === undefined) throw new WrongSignIn(`The parameter ${name} is missing.`);
  return value;
}

/** @throws WrongSignIn; nobody is sent to an address that is not registered */
export function readSignIn(params: URLSearchParams, { isRedirect }: Registered): SignInRequest {
  must(params, 'response_type', /^code$/);
  must(params, 'client_id', new RegExp(`^${AUDIENCE}$`));
  must(params, 'scope', /^(?:.* )?openid(?: .*)?$/);
  must(params, 'code_challenge_method', /^S256$/);
  const redirectUri = must(params, 'redirect_uri', OPAQUE);
  if (!isRedirect(redirectUri))
    throw new WrongSignIn('The parameter redirect_uri is not an address that is registered here.');
  return {
    redirectUri,
    challenge: must(params, 'code_challenge', CHALLENGE),
    state: must(params, 'state', OPAQUE),
    nonce: once(params, 'nonce', OPAQUE),
  };
}

/** The parameters that the form carries on. */
export const CARRIED: readonly string[] = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
];

/**
 * One of the people, by their place in the list, or who is described by name, roles and authority.
 * @throws WrongChoice
 */
export function readChosen(params: URLSearchParams, people: readonly Person[]): Chosen {
  const [place = '', ...more] = params.getAll('person');
  if (place !== '') {
    const person = /^\d{1,4}$/.test(place) && more.length === 0 ? people[Number(place)] : undefined;
    if (person === undefined) throw new WrongChoice('Choose one of the people of the list');
    const { sub, roles, authority } = person;
    return { sub, roles, ...(authority === undefined ? {} : { authority }) };
  }
  const fill = (name: string, pattern: RegExp, what: string): string => {
    const [value = '', ...others] = params.getAll(name);
    if (others.length > 0 || !pattern.test(value)) throw new WrongChoice(what);
    return value;
  };
  if (people.length > 0 && !params.get('as')) throw new WrongChoice('Choose who you are');
  const sub = fill('as', NAME, 'Enter a name of printable ASCII characters, at most 255');
  const roles = [...new Set(params.getAll('role'))];
  if (roles.length === 0 || !roles.every((role) => ROLES.includes(role)))
    throw new WrongChoice('Choose at least one role');
  const authority = fill(
    'authority',
    new RegExp(`^$|${AUTHORITY.source}`),
    'Enter an authority of lower-case letters, digits and hyphens, such as us-fbi, or none',
  );
  return { sub, roles, ...(authority === '' ? {} : { authority }) };
}

/** The codes that were given out and not yet exchanged. Each can be tried once. */
export class Codes {
  readonly #grants = new Map<string, Grant>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  give(request: SignInRequest, chosen: Chosen): string {
    for (const [code, { until }] of this.#grants)
      if (until <= this.#now() || this.#grants.size >= MOST_CODES) this.#grants.delete(code);
    const code = randomBytes(32).toString('base64url');
    this.#grants.set(code, { ...request, ...chosen, until: this.#now() + CODE_MS });
    return code;
  }

  /** What a code stands for; undefined for one that is not, or no longer, or not this client's to exchange. */
  take(params: URLSearchParams): Grant | undefined {
    const code = params.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = params.get('code_verifier') ?? '';
    if (!grant || grant.until <= this.#now() || !VERIFIER.test(verifier)) return undefined;
    const isTheirs =
      params.get('client_id') === AUDIENCE &&
      params.get('redirect_uri') === grant.redirectUri &&
      createHash('sha256').update(verifier).digest('base64url') === grant.challenge;
    return isTheirs ? grant : undefined;
  }
}
