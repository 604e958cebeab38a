/** A reason for which a package must not be believed. */
export class PackageFault extends Error {
  override readonly name = 'PackageFault';
}
