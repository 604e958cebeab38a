/** Signs manifests with a key that never leaves its keeper. */
export type Signer = {
  keyId: string;
  /** DER of an ECDSA signature on P-256 with SHA-256. Two signatures of one message differ. */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** SPKI as PEM. */
  publicKeyPem(): Promise<string>;
};
