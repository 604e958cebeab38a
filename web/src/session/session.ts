import { type Config, isRecord } from '../config.ts';
import { forgetAll, keep, kept } from './tab-store.ts';

/** The roles that these pages know; docs/sign-in.md says who gives them. */
export const ROLES = [
  'agent',
  'reviewer',
  'releaser',
  'auditor',
  'cleared-reviewer',
  'cleared-releaser',
  'cleared-auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is signed in. What they may do the API decides by the token; the roles here choose what is offered. */
export type Session = {
  token: string;
  subject: string;
  roles: readonly Role[];
  /** The role in which they act now. */
  role: Role | undefined;
  /** Milliseconds since 1970. */
  expiresAt: number;
};

/** Where the host says that roles stand in a token. */
type Told = Pick<Config, 'rolesClaim' | 'roleNames'>;

/** As the API's authorizer reads them: a list or words, each a role or, where the host names groups, a group that gives one. */
function rolesIn(claims: Record<string, unknown>, { rolesClaim, roleNames = '' }: Told): Role[] {
  const claim =
    rolesClaim === undefined
      ? (claims['cognito:groups'] ?? claims.roles ?? claims.groups)
      : claimAt(claims, rolesClaim);
  const groups: unknown[] =
    typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  if (roleNames === '') return ROLES.filter((role) => groups.includes(role));
  const given = roleNames.split(',').flatMap((pair) => {
    const cut = pair.lastIndexOf('=');
    return groups.includes(pair.slice(0, cut).trim()) ? [pair.slice(cut + 1).trim()] : [];
  });
  return ROLES.filter((role) => given.includes(role));
}

function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, member) => (isRecord(value) && Object.hasOwn(value, member) ? value[member] : undefined),
      claims,
    );
}

/** Reads an id token that the issuer has just given, or that this tab kept. The API checks its signature, not this page. */
export function sessionOf(token: string, told: Told = {}, acting?: unknown): Session | undefined {
  const claims = claimsOf(token);
  if (!claims || typeof claims.sub !== 'string' || typeof claims.exp !== 'number') return undefined;
  const roles = rolesIn(claims, told);
  const role = roles.find((one) => one === acting) ?? roles[0];
  return { token, subject: claims.sub, roles, role, expiresAt: claims.exp * 1000 };
}

function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

type Listener = () => void;

/** The session of this tab. A reload keeps it; closing the tab, or signing out, ends it. */
class Sessions {
  #now: Session | undefined;
  #told: Told = {};
  readonly #listeners = new Set<Listener>();

  /** Goes on with the session that this tab kept, once the host has said where roles stand in a token. */
  resume(told: Told): void {
    this.#told = told;
    const before = kept('session');
    if (isRecord(before) && typeof before.token === 'string')
      this.#now = sessionOf(before.token, told, before.role);
  }

  get now(): Session | undefined {
    return this.#now;
  }

  begin(token: string): Session | undefined {
    const before = this.#now;
    this.#now = sessionOf(token, this.#told, before?.role);
    if (before && before.subject !== this.#now?.subject) forgetAll('draft:');
    this.#tell();
    return this.#now;
  }

  actAs(role: Role): void {
    if (!this.#now?.roles.includes(role)) return;
    this.#now = { ...this.#now, role };
    this.#tell();
  }

  /** The token is no longer taken: what was typed stays for who signs in again. */
  expire(): void {
    if (!this.#now || this.#now.expiresAt === 0) return;
    this.#now = { ...this.#now, expiresAt: 0 };
    this.#tell();
  }

  /** Forgets everything that this tab has kept. */
  end(): void {
    this.#now = undefined;
    forgetAll();
    this.#tell();
  }

  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    if (this.#now) keep('session', { token: this.#now.token, role: this.#now.role });
    for (const listener of this.#listeners) listener();
  }
}

export const sessions = new Sessions();

export const isExpired = ({ expiresAt }: Session): boolean => expiresAt <= Date.now();
