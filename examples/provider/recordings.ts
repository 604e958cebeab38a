import type { Account } from './account.ts';
import type { StoredCall } from './calls.ts';
import type { Random } from './random.ts';
import { someSound, someVideo } from './sample-media.ts';
import { entryOf } from './timeline.ts';

export type StoredRecording = {
  item: {
    account: string;
    entry: string;
    id: string;
    key: string;
    mediaType: string;
    name: string;
    recording: 'voicemail' | 'recording' | 'video-call';
    start: string;
    /** Seconds. */
    duration: number;
    parties: string[];
    /** Id of the call record. */
    call: string;
    size: number;
  };
  bytes: Buffer;
};

/** What was recorded of some calls: voice mail where nobody answered, sound or picture where somebody did. */
export function inventRecordings(
  random: Random,
  accounts: readonly Account[],
  calls: readonly StoredCall[],
  count: number,
): StoredRecording[] {
  const phones = new Map(accounts.map(({ id, phone }) => [id, phone]));
  // Only who was called has voice mail of a call.
  const recordable = calls.filter(
    ({ account, result, to }) => result === 'answered' || phones.get(account) === to,
  );
  return random.some(recordable, count).map((call) => recordingOf(random, call));
}

function recordingOf(random: Random, call: StoredCall): StoredRecording {
  const isMissed = call.result === 'missed';
  const recording = isMissed ? 'voicemail' : call.kind === 'video' ? 'video-call' : 'recording';
  const duration = random.int(1, 3);
  const isVideo = recording === 'video-call';
  const bytes = isVideo ? someVideo(random, duration) : someSound(random, duration);
  const { account, start, from, to } = call;
  const id = random.id(16);
  const stored = new Date(Date.parse(start) + duration * 1000);
  const item = {
    account,
    entry: entryOf(stored, id, 'recording#'),
    id,
    key: `${account}/${id}`,
    mediaType: isVideo ? 'video/vnd.avi' : 'audio/wav',
    name: `${recording}-${start.slice(0, 10)}.${isVideo ? 'avi' : 'wav'}`,
    recording,
    start,
    duration,
    parties: [from, to],
    call: call.id,
    size: bytes.length,
  } as const;
  return { item: { ...item, parties: [...item.parties] }, bytes };
}
