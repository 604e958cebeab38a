/** Makes links by which a package can be taken for a short time, without any other right. */
export type PackageLink = {
  link(stored: { key: string; versionId: string }, fileName: string, expiresIn: number): Promise<string>;
};
