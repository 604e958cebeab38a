import { checkBlob } from './check-blob.ts';
import type { Trust } from './verdict.ts';

/** What a worker of a browser is asked and answers. Its page sends one package, and ends it after the answer. */
type Scope = {
  onmessage: ((event: { data: { file: Blob; trust: Trust } }) => void) | null;
  postMessage(answer: unknown): void;
};

const scope = globalThis as unknown as Scope;
scope.onmessage = ({ data: { file, trust } }) => {
  void checkBlob(file, trust).then((verdict) => scope.postMessage(verdict));
};
