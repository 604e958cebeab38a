/** What the host says of itself at `/config.json`: where the API is, and at which issuer one signs in. */
export type Config = {
  /** Base URL of the API without a slash at its end; empty: the pages' own origin. */
  api: string;
  issuer: string;
  clientId: string;
  /** The claim of tokens that lists roles or groups, by name or path; absent: one of the usual names. */
  rolesClaim?: string;
  /** Groups that give roles, as `GROUP=role,GROUP=role`; absent or empty: groups are called as the roles are. */
  roleNames?: string;
};

export class NoConfig extends Error {
  override readonly name = 'NoConfig';
}

/** @throws NoConfig where the host does not say it */
export async function readConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-store' }).catch(() => undefined);
  const told: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (!isRecord(told)) throw new NoConfig();
  const { api, issuer, clientId, rolesClaim, roleNames } = told;
  if (typeof api !== 'string' || typeof issuer !== 'string' || typeof clientId !== 'string')
    throw new NoConfig();
  return {
    api: api.replace(/\/+$/, ''),
    issuer,
    clientId,
    ...(typeof rolesClaim === 'string' && rolesClaim !== '' ? { rolesClaim } : {}),
    ...(typeof roleNames === 'string' ? { roleNames } : {}),
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
