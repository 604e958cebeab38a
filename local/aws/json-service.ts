import { asObject, type Json, type JsonObject, parseJson } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import { type AwsCall, type AwsReply, header, type Service } from './call.ts';

export type JsonOperation = (input: JsonObject, call: AwsCall) => Promise<Json> | Json;

export const unknownOperation = (service: string, operation: string): AwsError =>
  new AwsError('UnknownOperationException', `The laptop does not play ${service}:${operation}.`);

export const jsonReply = (body: Json, version = '1.0'): AwsReply => ({
  status: 200,
  headers: { 'content-type': `application/x-amz-json-${version}` },
  body: JSON.stringify(body),
});

/** The operation that the X-Amz-Target header names, without the service's own prefix. */
export const targetOperation = (call: AwsCall): string =>
  (header(call, 'x-amz-target') ?? '').split('.').at(-1) ?? '';

/** A service of the AWS JSON protocol: the operation is a header, input and output are the bodies. */
export const jsonService =
  (name: string, version: '1.0' | '1.1', operations: Readonly<Record<string, JsonOperation>>): Service =>
  async (call) => {
    const operationName = targetOperation(call);
    const operation = Object.hasOwn(operations, operationName) ? operations[operationName] : undefined;
    if (operation === undefined) throw unknownOperation(name, operationName);
    const text = call.body.toString('utf8');
    const input = asObject(
      text === '' ? {} : parseJson(text, `${name}:${operationName}`),
      `${name}:${operationName}`,
    );
    return jsonReply(await operation(input, call), version);
  };
