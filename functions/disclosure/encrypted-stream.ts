import { ReadableStream } from 'node:stream/web';

/** Bytes in the format of age, as they come; loaded by who needs it: most authorities have no key. */
export async function* encryptedStream(
  bytes: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  yield* await encrypter.encrypt(ReadableStream.from(bytes));
}
