import { createReadStream, existsSync } from 'node:fs';
import { appendFile, type FileHandle, open, stat, truncate } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { isObject, type Json, type JsonObject } from '../template/json.ts';

/** An append-only file of JSON lines. `append` returns when its line is on the disk; many lines share one fsync. */
export class JsonLines {
  readonly #file: FileHandle;
  #waiting: { line: string; done: () => void; failed: (error: unknown) => void }[] = [];
  #writing: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<JsonLines> {
    return new JsonLines(await open(path, 'a', 0o600));
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
      try {
        await this.#file.appendFile(batch.map(({ line }) => line).join(''));
        await this.#file.datasync();
        for (const { done } of batch) done();
      } catch (error) {
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

/** Reads every whole line. A last line that a crash cut short is removed, so that the next append starts clean. */
export async function readJsonLines(path: string, take: (record: JsonObject) => void): Promise<void> {
  if (!existsSync(path)) return;
  let whole = 0;
  let cut = false;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (cut)
      throw new Error(`${path}: a line in its middle is not JSON; move the file away to start without it`);
    let record: Json;
    try {
      record = JSON.parse(line);
    } catch {
      cut = true;
      continue;
    }
    whole += Buffer.byteLength(line) + 1;
    if (isObject(record)) take(record);
  }
  const { size } = await stat(path);
  if (cut) await truncate(path, whole);
  else if (size < whole) await appendFile(path, '\n');
}
