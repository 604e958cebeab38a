/**
 * The description with its routes under the stage at which it was asked for.
 * @param fullPath where it was read: `/openapi.json`, or `/dev/openapi.json` where the URL names a stage
 */
export function atStage<D extends object>(
  description: D,
  fullPath: string,
): D & { servers: { url: string }[] } {
  const stage = fullPath.slice(0, fullPath.lastIndexOf('/'));
  return { ...description, servers: [{ url: stage === '' ? '/' : stage }] };
}
