/** The published bytes. Written once; nobody rewrites them. */
export type EditionFiles = {
  create(file: { key: string; body: string; contentType: string }): Promise<'created' | 'exists'>;
  read(key: string): Promise<string | undefined>;
};
