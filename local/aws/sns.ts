import { randomUUID } from 'node:crypto';
import type { Authorizer } from '../iam/authorizer.ts';
import type { JsonLines } from '../state/json-lines.ts';
import { AwsError } from './aws-error.ts';
import type { Service } from './call.ts';
import { unknownOperation } from './json-service.ts';
import { xmlDocument } from './xml.ts';

type SnsOptions = {
  readonly topics: ReadonlySet<string>;
  readonly authorizer: Authorizer;
  readonly messages: JsonLines;
};

/** SNS records what is published and sends nothing: there is nobody to send it to. */
export const snsService =
  ({ topics, authorizer, messages }: SnsOptions): Service =>
  async (call) => {
    const input = new URLSearchParams(call.body.toString('utf8'));
    if (input.get('Action') !== 'Publish') throw unknownOperation('sns', input.get('Action') ?? '');
    const topic = input.get('TopicArn') ?? '';
    authorizer.require(
      call.principal,
      { action: 'sns:Publish', resource: topic, context: {} },
      'AuthorizationError',
    );
    if (!topics.has(topic)) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
    const id = randomUUID();
    await messages.append({
      id,
      topic,
      subject: input.get('Subject'),
      message: input.get('Message') ?? '',
      at: new Date().toISOString(),
    });
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: xmlDocument(
        'PublishResponse',
        { PublishResult: { MessageId: id }, ResponseMetadata: { RequestId: randomUUID() } },
        'http://sns.amazonaws.com/doc/2010-03-31/',
      ),
    };
  };
