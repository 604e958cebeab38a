import type { Found, Grant } from '../../../packages/connector/contract.ts';

/** What a provider's voice mail keeps of one call. */
export type VoiceMail = {
  account: string;
  at: string;
  id: string;
  from: string;
  seconds: number;
  recording: Uint8Array;
};

/** The provider's own store, in order by account and instant, asked by both. */
export type VoiceMailStore = {
  between(account: string, period: Grant['period']): AsyncIterable<VoiceMail>;
  recording(account: string, id: string): Promise<Uint8Array | undefined>;
};

/** What of it each item is. */
export function linesOf(mail: VoiceMail, { account, service, items }: Grant): object[] {
  const of = (item: string): Omit<Found, 'fields'> => ({ account, service, item, at: mail.at, id: mail.id });
  const { from, seconds, recording } = mail;
  const blob = {
    mediaType: 'audio/mpeg',
    href: `/recordings/${encodeURIComponent(account)}/${encodeURIComponent(mail.id)}`,
    size: recording.byteLength,
  };
  return [
    ...(items.includes('traffic.call-records')
      ? [{ ...of('traffic.call-records'), fields: { from, seconds } }]
      : []),
    ...(items.includes('content.calls') ? [{ ...of('content.calls'), fields: { from, seconds }, blob }] : []),
  ];
}
