import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Everything that outlives the laptop's process, in one folder. Delete it to begin again. */
export type StateFolder = {
  readonly root: string;
  readonly lock: string;
  readonly description: string;
  readonly ports: string;
  readonly clock: string;
  readonly credentialSecret: string;
  readonly dynamo: string;
  readonly objects: string;
  readonly keys: string;
  readonly secrets: string;
  readonly queues: string;
  readonly executions: string;
  readonly definitions: string;
  readonly checkpoints: string;
  readonly events: string;
  readonly notices: string;
  readonly issuer: string;
  readonly logs: string;
  readonly synthesis: string;
};

export function openStateFolder(path: string): StateFolder {
  const root = resolve(path);
  const folder: StateFolder = {
    root,
    lock: join(root, 'laptop.lock'),
    description: join(root, 'laptop.json'),
    ports: join(root, 'ports.json'),
    clock: join(root, 'clock.json'),
    credentialSecret: join(root, 'credentials.secret'),
    dynamo: join(root, 'dynamo.db'),
    objects: join(root, 's3'),
    keys: join(root, 'kms'),
    secrets: join(root, 'secrets'),
    queues: join(root, 'sqs'),
    executions: join(root, 'executions.jsonl'),
    definitions: join(root, 'definitions'),
    checkpoints: join(root, 'checkpoints'),
    events: join(root, 'events.jsonl'),
    notices: join(root, 'notices.jsonl'),
    issuer: join(root, 'issuer.json'),
    logs: join(root, 'logs'),
    synthesis: join(root, 'synth.json'),
  };
  for (const part of [
    root,
    folder.objects,
    folder.keys,
    folder.secrets,
    folder.queues,
    folder.definitions,
    folder.checkpoints,
    folder.logs,
  ]) {
    mkdirSync(part, { recursive: true, mode: 0o700 });
  }
  return folder;
}
