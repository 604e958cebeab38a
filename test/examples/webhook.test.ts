import { createSign, generateKeyPairSync } from 'node:crypto';
import { type SnsMessage, signedText } from '../../examples/webhook/verify-message.ts';
import { take } from '../../examples/webhook/webhook.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:notices';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const notice = {
  detail: {
    schema: 1,
    demandId: 'd-01hq3v9x8f2n4m6k8j0p2r4t6v',
    seq: 7,
    action: 'clock.missed',
    facts: { instrument: 'eu/epoc' },
    detail: { until: '2026-12-04T00:00:00.000Z', to: ['reviewer'] },
  },
};

const common = {
  MessageId: '1',
  TopicArn: TOPIC,
  Timestamp: '2026-12-04T00:00:30.000Z',
  SignatureVersion: '2' as const,
  SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem',
};
const notification = (change: Record<string, unknown> = {}): SnsMessage => ({
  ...common,
  Type: 'Notification',
  Message: JSON.stringify(notice),
  Signature: '',
  ...change,
});
const confirmation = (url: string): SnsMessage => ({
  ...common,
  Type: 'SubscriptionConfirmation',
  Message: 'Confirm',
  Token: 't',
  SubscribeURL: url,
  Signature: '',
});
const signed = (message: SnsMessage) =>
  JSON.stringify({
    ...message,
    Signature: createSign('RSA-SHA256').update(signedText(message)).sign(privateKey, 'base64'),
  });

function arrange() {
  const asked: string[] = [];
  const visited: string[] = [];
  const deps = {
    topicArn: TOPIC,
    certificate: async (url: URL) => {
      asked.push(url.href);
      return certificate;
    },
    visit: async (url: URL) => {
      visited.push(url.href);
    },
  };
  return { asked, visited, take: (body: string) => take(body, deps) };
}

describe('the webhook', () => {
  it('prints what SNS signed', async () => {
    expect(await arrange().take(signed(notification()))).toBe(
      'clock.missed d-01hq3v9x8f2n4m6k8j0p2r4t6v #7 eu/epoc {"until":"2026-12-04T00:00:00.000Z","to":["reviewer"]}',
    );
  });

  it('confirms a subscription that SNS asks for, at SNS and nowhere else', async () => {
    const { take, visited } = arrange();
    const url = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription';
    expect(await take(signed(confirmation(url)))).toBeUndefined();
    expect(visited).toEqual([url]);
    await expect(take(signed(confirmation('https://evil.example/')))).rejects.toThrow('not of SNS');
    expect(visited).toEqual([url]);
  });

  it.each([
    ['that was changed', signed(notification()).replace('clock.missed', 'clock.warned')],
    ['of another topic', signed(notification({ TopicArn: `${TOPIC}-2` }))],
    ['signed with SHA-1', signed(notification({ SignatureVersion: '1' }))],
  ])('takes no message %s', async (_what, body) => {
    await expect(arrange().take(body)).rejects.toThrow();
  });

  it.each([
    ['https://evil.example/SimpleNotificationService-1.pem'],
    ['https://sns.eu-central-1.amazonaws.com.evil.example/x.pem'],
    ['https://sns.us-east-1.amazonaws.com/x.pem'],
    ['http://sns.eu-central-1.amazonaws.com/x.pem'],
    ['https://user@sns.eu-central-1.amazonaws.com:8443/x.pem'],
    ['https://sns.eu-central-1.amazonaws.com/x.txt'],
    ['nothing'],
  ])('fetches no certificate from %s', async (SigningCertURL) => {
    const { take, asked } = arrange();
    await expect(take(signed(notification({ SigningCertURL })))).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
