import { createVerify } from 'node:crypto';
import * as z from 'zod/mini';

const common = {
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.literal('2'),
  Signature: z.string(),
  SigningCertURL: z.string(),
};

/** What SNS posts to an endpoint (https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html). */
export const SnsMessage = z.discriminatedUnion('Type', [
  z.object({ ...common, Type: z.literal('Notification'), Subject: z.optional(z.string()) }),
  z.object({
    ...common,
    Type: z.enum(['SubscriptionConfirmation', 'UnsubscribeConfirmation']),
    Token: z.string(),
    SubscribeURL: z.string(),
  }),
]);
export type SnsMessage = z.infer<typeof SnsMessage>;

/** A message that is not what this endpoint may believe. */
export class Unbelievable extends Error {
  override readonly name = 'Unbelievable';
}

export type Believed = {
  /** The only topic that is listened to. */
  topicArn: string;
  /** The certificate at an address that was looked at first. */
  certificate: (url: URL) => Promise<string>;
};

/**
 * Whether SNS itself sent a message of our topic. The certificate comes from SNS of the topic's own region and from nowhere else:
 * an address in a message is its sender's word.
 * @throws Unbelievable
 */
export async function verifyMessage(message: SnsMessage, { topicArn, certificate }: Believed): Promise<void> {
  if (message.TopicArn !== topicArn) throw new Unbelievable('a message of another topic');
  const url = snsAddress(message.SigningCertURL, topicArn);
  if (!url.pathname.endsWith('.pem')) throw new Unbelievable('no certificate of SNS');
  const verify = createVerify('RSA-SHA256').update(signedText(message));
  if (!verify.verify(await certificate(url), message.Signature, 'base64'))
    throw new Unbelievable('a signature that is not of SNS');
}

/** An address of SNS in the region of a topic. @throws Unbelievable for every other */
export function snsAddress(text: string, topicArn: string): URL {
  const region = topicArn.split(':')[3] ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const hosts = [`sns.${region}.amazonaws.com`, `sns.${region}.amazonaws.com.cn`];
  if (url?.protocol !== 'https:' || url.port !== '' || !hosts.includes(url.hostname))
    throw new Unbelievable('an address that is not of SNS');
  return url;
}

/** What is signed: names and values, one a line, in the order of their names. */
export function signedText(message: SnsMessage): string {
  const { Message, MessageId, Timestamp, TopicArn, Type } = message;
  const members: Record<string, string | undefined> =
    message.Type === 'Notification'
      ? { Message, MessageId, Subject: message.Subject, Timestamp, TopicArn, Type }
      : {
          Message,
          MessageId,
          SubscribeURL: message.SubscribeURL,
          Timestamp,
          Token: message.Token,
          TopicArn,
          Type,
        };
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
}
