import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isObject, type Json, type JsonObject } from '../template/json.ts';
import { writeAtomically } from './atomic-file.ts';

/** An append-only file of JSON lines. `append` returns when its line is on the disk; many lines share one fsync. */
export class JsonLines {
  readonly #file: FileHandle;
  #size: number;
  #waiting: { line: string; done: () => void; failed: (error: unknown) => void }[] = [];
  #writing: Promise<void> | undefined;

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** Opens a file that was read, if it is to be read at all: reading mends it. */
  static async open(path: string): Promise<JsonLines> {
    const file = await open(path, 'a', 0o600);
    return new JsonLines(file, (await file.stat()).size);
  }

  append(record: JsonObject): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line: `${JSON.stringify(record)}\n`, done, failed });
      this.#writing ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const lines = Buffer.from(batch.map(({ line }) => line).join(''));
      try {
        await this.#file.appendFile(lines);
        await this.#file.datasync();
        this.#size += lines.length;
        for (const { done } of batch) done();
      } catch (error) {
        // A full disk may have taken half of it, and the next line must not be written behind that.
        await this.#file.truncate(this.#size).catch(() => {});
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = undefined;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}

const NEWLINE = 10;

type Line = {
  readonly bytes: Buffer;
  /** Undefined where the line is not JSON. */
  readonly value: Json | undefined;
};

function jsonOf(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Lines with their ends, as far as they have one. */
function linesOf(content: Buffer): Line[] {
  const lines: Line[] = [];
  for (let start = 0, end = 0; start < content.length; start = end) {
    const newline = content.indexOf(NEWLINE, start);
    end = newline < 0 ? content.length : newline + 1;
    const bytes = content.subarray(start, end);
    lines.push({ bytes, value: jsonOf(bytes) });
  }
  return lines;
}

/**
 * Reads every line, and mends the file so that the next append starts clean: a last line that a crash cut short is
 * removed, and one in the middle that is not JSON goes into a file beside it, with a word on the console.
 */
export async function readJsonLines(path: string, take: (record: JsonObject) => void): Promise<void> {
  if (!existsSync(path)) return;
  const lines = linesOf(readFileSync(path));
  for (const { value } of lines) if (isObject(value)) take(value);
  const last = lines.at(-1);
  if (last === undefined) return;
  const isWhole = last.bytes.at(-1) === NEWLINE;
  const bad = lines.filter((line) => line.value === undefined && (line !== last || isWhole));
  if (bad.length > 0) {
    const aside = `${path}.bad`;
    appendFileSync(aside, Buffer.concat(bad.map(({ bytes }) => bytes)), { mode: 0o600 });
    console.error(`laptop: ${path}: ${bad.length} lines that are not JSON were put aside in ${aside}.`);
    const good = lines.filter(({ value }) => value !== undefined).map(({ bytes }) => bytes);
    writeAtomically(path, Buffer.concat(good));
  } else if (last.value === undefined) {
    truncateSync(
      path,
      lines.slice(0, -1).reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
  }
  if (last.value !== undefined && !isWhole) appendFileSync(path, '\n');
}
