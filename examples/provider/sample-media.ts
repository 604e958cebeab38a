import { Buffer } from 'node:buffer';
import type { Random } from './random.ts';

const SAMPLES_A_SECOND = 8000;
const FRAMES_A_SECOND = 4;
const [WIDTH, HEIGHT] = [16, 12];

/** A row of tones that nobody spoke, as WAV: 8,000 samples of 8 bits a second, one channel. */
export function someSound(random: Random, seconds: number): Buffer {
  const tones = Array.from({ length: seconds * 4 }, () => random.int(200, 900));
  const samples = Buffer.alloc(seconds * SAMPLES_A_SECOND);
  for (const index of samples.keys()) {
    const tone = tones[Math.floor((index * 4) / SAMPLES_A_SECOND)] ?? 0;
    samples[index] = 128 + Math.round(60 * Math.sin((2 * Math.PI * tone * index) / SAMPLES_A_SECOND));
  }
  const format = [u16(1), u16(1), u32(SAMPLES_A_SECOND), u32(SAMPLES_A_SECOND), u16(1), u16(8)];
  return chunk('RIFF', fourCc('WAVE'), chunk('fmt ', ...format), chunk('data', samples));
}

/** Squares of changing colour, as AVI with frames that are not compressed. */
export function someVideo(random: Random, seconds: number): Buffer {
  const count = seconds * FRAMES_A_SECOND;
  const frames = Array.from({ length: count }, () => {
    const colour = Buffer.from([random.int(0, 255), random.int(0, 255), random.int(0, 255)]);
    return chunk('00db', Buffer.alloc(WIDTH * HEIGHT * 3, colour));
  });
  const size = WIDTH * HEIGHT * 3;
  const bytesASecond = (size + 8) * FRAMES_A_SECOND;
  const HAS_INDEX = 0x10;
  const main = [1_000_000 / FRAMES_A_SECOND, bytesASecond, 0, HAS_INDEX, count, 0, 1, size, WIDTH, HEIGHT];
  const stream = [0, 0, 0, 1, FRAMES_A_SECOND, 0, count, size, 0xffff_ffff, 0];
  const frame = Buffer.concat([u16(0), u16(0), u16(WIDTH), u16(HEIGHT)]);
  const bitmap = [u32(40), u32(WIDTH), u32(HEIGHT), u16(1), u16(24), ...[0, size, 0, 0, 0, 0].map(u32)];
  const header = chunk(
    'LIST',
    fourCc('hdrl'),
    chunk('avih', ...[...main, 0, 0, 0, 0].map(u32)),
    chunk(
      'LIST',
      fourCc('strl'),
      chunk('strh', fourCc('vids'), fourCc('DIB '), ...stream.map(u32), frame),
      chunk('strf', ...bitmap),
    ),
  );
  const index = frames.flatMap((_, number) => [
    fourCc('00db'),
    ...[HAS_INDEX, 4 + number * (size + 8), size].map(u32),
  ]);
  return chunk(
    'RIFF',
    fourCc('AVI '),
    header,
    chunk('LIST', fourCc('movi'), ...frames),
    chunk('idx1', ...index),
  );
}

/** A chunk of RIFF: four letters, a length, the data, made even. */
function chunk(name: string, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat(data);
  return Buffer.concat([fourCc(name), u32(body.length), body, Buffer.alloc(body.length % 2)]);
}

const fourCc = (name: string) => Buffer.from(name, 'latin1');

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
