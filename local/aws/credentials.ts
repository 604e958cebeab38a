import { createHmac, randomBytes } from 'node:crypto';
import type { Statement } from '../iam/statement.ts';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { ACCOUNT } from '../template/pseudo-parameters.ts';

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Who signed a request, and what an assumed session adds to the rights of its role. */
export type Principal = {
  readonly arn: string;
  readonly userId: string;
  /** Undefined for the person at the laptop, who may do everything, as an administrator of the account may. */
  readonly roleArn: string | undefined;
  readonly sessionPolicy: readonly Statement[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly sourceIdentity: string | undefined;
  /** Assumed with credentials that were themselves a role's. */
  readonly chained: boolean;
};

type Issued = {
  readonly credentials: Credentials;
  readonly principal: Principal;
  readonly expiresAt: number;
};

const ROLE_TOKEN_PREFIX = 'role.';

/** The access keys that this laptop gave out. */
export class CredentialStore {
  readonly #secret: Buffer;
  readonly #issued = new Map<string, Issued>();
  readonly administrator: Credentials;

  constructor(secretFile: string) {
    const kept = readIfPresent(secretFile);
    this.#secret = kept === undefined ? randomBytes(32) : Buffer.from(kept, 'hex');
    if (kept === undefined) writeAtomically(secretFile, this.#secret.toString('hex'));
    this.administrator = {
      accessKeyId: 'AKIALAPTOPADMINISTRA',
      secretAccessKey: this.#derive('administrator'),
    };
    this.#keep(this.administrator, {
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      userId: ACCOUNT,
      roleArn: undefined,
      sessionPolicy: undefined,
      tags: {},
      sourceIdentity: undefined,
      chained: false,
    });
  }

  /**
   * The credentials with which a function runs. They derive from the state folder's secret, so that a URL that a
   * function presigned still opens after a restart.
   */
  forRole(roleArn: string, sessionName: string): Credentials {
    const identity = `${roleArn}/${sessionName}`;
    const credentials = {
      accessKeyId: `ASIA${this.#derive(`id ${identity}`).slice(0, 16).toUpperCase()}`,
      secretAccessKey: this.#derive(`secret ${identity}`),
      sessionToken: `${ROLE_TOKEN_PREFIX}${this.#derive(`token ${identity}`)}`,
    };
    this.#keep(credentials, {
      arn: sessionArn(roleArn, sessionName),
      userId: `${credentials.accessKeyId}:${sessionName}`,
      roleArn,
      sessionPolicy: undefined,
      tags: {},
      sourceIdentity: undefined,
      chained: true,
    });
    return credentials;
  }

  forSession(principal: Omit<Principal, 'userId'>, expiresAt: number): Credentials {
    this.#forgetExpired();
    const credentials = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(48).toString('base64'),
    };
    const sessionName = principal.arn.split('/').at(-1) ?? '';
    this.#keep(credentials, { ...principal, userId: `${credentials.accessKeyId}:${sessionName}` }, expiresAt);
    return credentials;
  }

  find(accessKeyId: string): Issued | undefined {
    return this.#issued.get(accessKeyId);
  }

  #derive(purpose: string): string {
    return createHmac('sha256', this.#secret).update(purpose).digest('hex').slice(0, 40);
  }

  #keep(credentials: Credentials, principal: Principal, expiresAt = Number.POSITIVE_INFINITY): void {
    this.#issued.set(credentials.accessKeyId, { credentials, principal, expiresAt });
  }

  /** Expired sessions are kept for an hour, so that their user is told that they expired. */
  #forgetExpired(): void {
    const hourAgo = Date.now() - 3_600_000;
    for (const [id, { expiresAt }] of this.#issued) {
      // Sessions are kept in the order of their making, which is nearly that of their end.
      if (expiresAt === Number.POSITIVE_INFINITY) continue;
      if (expiresAt > hourAgo) return;
      this.#issued.delete(id);
    }
  }
}

export const sessionArn = (roleArn: string, sessionName: string): string =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${roleArn.split('/').at(-1)}/${sessionName}`;
