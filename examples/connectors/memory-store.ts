import type { VoiceMail, VoiceMailStore } from './http/records.ts';

const mail = (account: string, at: string, id: string): VoiceMail => ({
  account,
  at,
  id,
  from: '+1 202 555 0143',
  seconds: 61,
  recording: Buffer.from(`the recording ${id}`),
});

/** Invented, oldest first; two at one instant, and one of an account whose name begins as another's. */
export const SAMPLE: readonly VoiceMail[] = [
  mail('acct-0001', '2026-03-01T00:00:00.000Z', 'v1'),
  mail('acct-0001', '2026-03-01T23:59:59.999Z', 'v2'),
  mail('acct-0001', '2026-03-02T10:00:00.001Z', 'v3'),
  mail('acct-0001', '2026-03-02T10:00:00.001Z', 'v4'),
  mail('acct-00011', '2026-03-02T10:00:00.001Z', 'v5'),
  mail('acct-0001', '2026-04-30T22:59:59.500Z', 'v6'),
];

export const memoryStore = (all: readonly VoiceMail[] = SAMPLE): VoiceMailStore => ({
  async *between(account, { from, to }) {
    for (const one of all) if (one.account === account && one.at >= from && one.at < to) yield one;
  },
  recording: async (account, id) => all.find((one) => one.account === account && one.id === id)?.recording,
});
