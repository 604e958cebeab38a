import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Authorizer } from '../iam/authorizer.ts';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { uuidOf } from '../template/identities.ts';
import { asObject, asString, type Json, type JsonObject, optional, parseJson } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { AwsError, validation } from './aws-error.ts';
import type { AwsCall, Service } from './call.ts';
import { jsonService } from './json-service.ts';

const LONGEST_SECRET = 65_536;

type Secret = {
  readonly arn: string;
  readonly name: string;
  /** Of the owner alone, in the state folder. */
  readonly file: string;
};
type Version = { readonly id: string; readonly text: string };

const read = ({ file }: Secret): Version | undefined => {
  const kept = readIfPresent(file);
  if (kept === undefined) return undefined;
  const { id, text } = asObject(parseJson(kept, file), file);
  return { id: asString(id, file), text: asString(text, file) };
};

function write({ file }: Secret, text: string): Version {
  const version = { id: randomUUID(), text };
  writeAtomically(file, JSON.stringify(version));
  return version;
}

/** What it begins as: what the template says, or, as there, thirty-two letters that nobody knows. */
function firstText({ logicalId, properties }: PlayedResource): string {
  const said = optional(properties.SecretString, 'SecretString', asString);
  if (said !== undefined) return said;
  const rules = optional(properties.GenerateSecretString, 'GenerateSecretString', asObject) ?? {};
  if (Object.keys(rules).length > 0) throw new Refused([`a rule for making the secret ${logicalId}`]);
  return randomBytes(24).toString('base64url');
}

function openSecret(folder: string, resource: PlayedResource): Secret {
  const { ref: arn } = resource;
  const name = (arn.split(':').at(-1) ?? '').replace(/-\w{6}$/, '');
  const secret = { arn, name, file: join(folder, `${uuidOf(arn)}.json`) };
  if (read(secret) === undefined) write(secret, firstText(resource));
  return secret;
}

/** The secrets of the stack, findable by ARN and by name. */
export function openSecrets(stack: StackModel, folder: string): Map<string, Secret> {
  const secrets = stack.byType('AWS::SecretsManager::Secret').map((one) => openSecret(folder, one));
  return new Map(
    secrets.flatMap((secret) => [
      [secret.arn, secret],
      [secret.name, secret],
    ]),
  );
}

type SecretsOptions = { readonly secrets: ReadonlyMap<string, Secret>; readonly authorizer: Authorizer };

/** Secrets Manager: a secret is what was last put, and nothing of before. */
export function secretsService({ secrets, authorizer }: SecretsOptions): Service {
  const secretOf = (action: string, input: JsonObject, call: AwsCall): Secret => {
    const id = asString(input.SecretId, 'SecretId');
    const secret = secrets.get(id);
    authorizer.require(call.principal, {
      action: `secretsmanager:${action}`,
      resource: secret?.arn ?? id,
      context: { 'secretsmanager:secretid': [id] },
    });
    if (secret === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };
  const answer = ({ arn, name }: Secret, { id }: Version): Record<string, Json> => ({
    ARN: arn,
    Name: name,
    VersionId: id,
    VersionStages: ['AWSCURRENT'],
  });

  return jsonService('secretsmanager', '1.1', {
    GetSecretValue: (input, call) => {
      const secret = secretOf('GetSecretValue', input, call);
      const stage = optional(input.VersionStage, 'VersionStage', asString) ?? 'AWSCURRENT';
      const version = read(secret);
      if (version === undefined || stage !== 'AWSCURRENT' || input.VersionId !== undefined)
        throw new AwsError('ResourceNotFoundException', 'The laptop keeps the current version alone.');
      return { ...answer(secret, version), SecretString: version.text };
    },
    PutSecretValue: (input, call) => {
      const secret = secretOf('PutSecretValue', input, call);
      const text = asString(input.SecretString, 'SecretString');
      if (text.length === 0 || text.length > LONGEST_SECRET)
        throw validation('SecretString must have 1 to 65536 characters.');
      return answer(secret, write(secret, text));
    },
  });
}
