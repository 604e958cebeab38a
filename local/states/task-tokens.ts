import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import type { Json } from '../template/json.ts';
import { TaskFailure } from './task-failure.ts';

type WaitingTask = {
  readonly machineArn: string;
  readonly succeed: (output: Json) => void;
  readonly fail: (failure: TaskFailure) => void;
  readonly beat: () => void;
};

export type IssuedToken = {
  readonly token: string;
  readonly result: Promise<Json>;
  /** The task ended otherwise; whoever answers now is too late. */
  readonly close: () => void;
};

const REMEMBERED = 50_000;

/** Task tokens of this process. They are bearer secrets: never logged, and only their own laptop takes them. */
export class TaskTokens {
  readonly #secret = randomBytes(32);
  readonly #waiting = new Map<string, WaitingTask>();
  readonly #closed = new Set<string>();

  issue(machineArn: string, heartbeatSeconds: number | undefined): IssuedToken {
    const id = randomBytes(24).toString('base64url');
    const token = `${id}.${this.#mac(id)}`;
    let heart: NodeJS.Timeout | undefined;
    const close = (): void => {
      clearTimeout(heart);
      if (this.#waiting.delete(token)) this.#remember(token);
    };
    const result = new Promise<Json>((resolve, reject) => {
      const beat = (): void => {
        if (heartbeatSeconds === undefined) return;
        clearTimeout(heart);
        heart = setTimeout(() => {
          close();
          reject(new TaskFailure('States.HeartbeatTimeout', ''));
        }, heartbeatSeconds * 1000);
      };
      this.#waiting.set(token, { machineArn, succeed: resolve, fail: reject, beat });
      beat();
    });
    return { token, result, close };
  }

  /** The machine whose task a token is for; undefined when nothing waits for it. */
  machineOf(token: string): string | undefined {
    return this.#waiting.get(token)?.machineArn;
  }

  succeed(token: string, output: Json): void {
    this.#take(token).succeed(output);
  }

  fail(token: string, error: string, cause: string): void {
    this.#take(token).fail(new TaskFailure(error, cause));
  }

  heartbeat(token: string): void {
    this.#find(token).beat();
  }

  #take(token: string): WaitingTask {
    const task = this.#find(token);
    this.#waiting.delete(token);
    this.#remember(token);
    return task;
  }

  #find(token: string): WaitingTask {
    const task = this.#waiting.get(token);
    if (task !== undefined) return task;
    if (this.#closed.has(token)) {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    // A token of an earlier run was signed with a secret that is gone; it looks like any other well-formed token.
    const [id = '', mac = ''] = token.split('.');
    if (!/^[\w-]{32}$/.test(id) || !/^[\w-]{43}$/.test(mac))
      throw new AwsError('InvalidToken', 'Invalid token');
    const isOurs = timingSafeEqual(Buffer.from(mac), Buffer.from(this.#mac(id)));
    throw isOurs
      ? new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
      : new AwsError('TaskDoesNotExist', 'The task does not exist.');
  }

  #mac(id: string): string {
    return createHmac('sha256', this.#secret).update(id).digest('base64url');
  }

  #remember(token: string): void {
    this.#closed.add(token);
    if (this.#closed.size <= REMEMBERED) return;
    const [oldest = ''] = this.#closed;
    this.#closed.delete(oldest);
  }
}
