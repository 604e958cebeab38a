import type { PendingItem } from '../ledger/pending.table.ts';

export type LogHead = { size: number; root: string };

/** What waits for the log, and the log's own memory of how far it had come. */
export type PendingStore = {
  all(): Promise<PendingItem[]>;
  remove(items: readonly PendingItem[]): Promise<void>;
  head(): Promise<LogHead | undefined>;
  /** Sets the head, unless it is beyond already. */
  raiseHead(head: LogHead): Promise<void>;
};

export type LogFile = { key: string; body: Buffer; contentType: string };

/** A bucket of the log. What is created stays as it was written. */
export type LogFiles = {
  read(key: string): Promise<{ body: Buffer; tag: string } | undefined>;
  create(file: LogFile): Promise<'created' | 'exists'>;
  /** Writes over what has the tag, or where nothing is: of two at a time one is overtaken. */
  replace(file: LogFile, tag: string | undefined): Promise<'replaced' | 'overtaken'>;
};

/** Signs with the log's Ed25519 key. */
export type LogSigner = {
  /** 32 bytes (RFC 8032). */
  publicKey(): Promise<Uint8Array>;
  sign(message: Uint8Array): Promise<Uint8Array>;
};
