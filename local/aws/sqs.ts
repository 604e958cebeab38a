import { type Message, md5, type Queue } from '../events/queues.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Meter } from '../meter.ts';
import { asNumber, asString, type JsonObject, optional } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import type { AwsCall, Service } from './call.ts';
import { type JsonOperation, jsonService } from './json-service.ts';

type SqsOptions = {
  readonly queues: ReadonlyMap<string, Queue>;
  readonly authorizer: Authorizer;
  readonly meter: Meter;
};

const received = ({ id, body, receipt, receives, sentAt }: Message): JsonObject => ({
  MessageId: id,
  Body: body,
  MD5OfBody: md5(body),
  ReceiptHandle: receipt ?? '',
  Attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
});

/** SQS as far as dead-letter queues and simple targets need it: standard queues, JSON protocol, short polling. */
export function sqsService({ queues, authorizer, meter }: SqsOptions): Service {
  const queueFor = (action: string, input: JsonObject, call: AwsCall): Queue => {
    meter.count('queueRequests');
    const url = asString(input.QueueUrl, 'QueueUrl');
    const queue = queues.get(url);
    authorizer.require(call.principal, { action: `sqs:${action}`, resource: queue?.arn ?? url, context: {} });
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  const SendMessage: JsonOperation = async (input, call) => {
    const queue = queueFor('SendMessage', input, call);
    const body = asString(input.MessageBody, 'MessageBody');
    const { id } = await queue.send(body);
    return { MessageId: id, MD5OfMessageBody: md5(body) };
  };

  const ReceiveMessage: JsonOperation = (input, call) => {
    const queue = queueFor('ReceiveMessage', input, call);
    const most = optional(input.MaxNumberOfMessages, 'MaxNumberOfMessages', asNumber) ?? 1;
    const seconds = optional(input.VisibilityTimeout, 'VisibilityTimeout', asNumber);
    return { Messages: queue.receive(most, seconds).map(received) };
  };

  const DeleteMessage: JsonOperation = async (input, call) => {
    await queueFor('DeleteMessage', input, call).delete(asString(input.ReceiptHandle, 'ReceiptHandle'));
    return {};
  };

  const GetQueueAttributes: JsonOperation = (input, call) => {
    const queue = queueFor('GetQueueAttributes', input, call);
    const { visible, invisible } = queue.counts();
    return {
      Attributes: {
        QueueArn: queue.arn,
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(invisible),
        VisibilityTimeout: String(queue.visibilitySeconds),
      },
    };
  };

  return jsonService('sqs', '1.0', { SendMessage, ReceiveMessage, DeleteMessage, GetQueueAttributes });
}
