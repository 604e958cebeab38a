/** A function as it is deployed, and what it is told of others. */
export type Deployed = {
  /** `<room>/<verb>`. */
  handler: string;
  name: string;
  arn: string;
  roleArn: string;
  /** Names of its aliases. */
  aliases: readonly string[];
  variables: Readonly<Record<string, string>>;
};

/** All functions of a deployment. Every store, key and role that they work with is named by their variables. */
export type World = readonly Deployed[];

/** The one function of a handler. @throws Error where there is none */
export function functionOf(world: World, handler: string): Deployed {
  const found = world.find((one) => one.handler === handler);
  if (!found) throw new Error(`no function of ${handler} is deployed`);
  return found;
}

/** Values of variables of any function, each once, whose names match. */
export const valuesOf = (world: World, name: RegExp): string[] => [
  ...new Set(
    world.flatMap(({ variables }) =>
      Object.entries(variables).flatMap(([key, value]) => (name.test(key) && value !== '' ? [value] : [])),
    ),
  ),
];

/** Where it stands: `arn:aws`, the region, the account. */
export function placeOf([first]: World): { partition: string; region: string; account: string } {
  const [, partition = 'aws', , region = '', account = ''] = first?.arn.split(':') ?? [];
  return { partition, region, account };
}
