import type { Stage } from '../lib/shared/stage.ts';
import type { Deployment } from '../lib/stack-props.ts';

/**
 * What the context says of where to deploy: `account` and `region`, and `boundary`, the name of a managed policy that
 * bounds every role. The CDK's command line says in CDK_DEFAULT_ACCOUNT whose credentials it holds: with any in hand, a
 * pinned stage must have been told where it belongs, so that the wrong terminal cannot deploy it.
 * @throws Error that says what to add
 */
export function deploymentOf(
  stage: Stage,
  context: (name: string) => string | undefined,
  { CDK_DEFAULT_ACCOUNT: inHand }: NodeJS.ProcessEnv = process.env,
): Deployment {
  const [account, region, boundary] = ['account', 'region', 'boundary'].map(context);
  if ((account === undefined) !== (region === undefined))
    throw new Error('Give both, -c account=111122223333 and -c region=eu-central-1, or neither.');
  if (stage.pinned && inHand && !account)
    throw new Error(
      `The stage ${stage.name} is pinned: say where it belongs, with -c account=111122223333 -c region=eu-central-1.`,
    );
  return {
    ...(account && region ? { env: { account: String(account), region } } : {}),
    ...(boundary ? { boundary } : {}),
  };
}
