import type { Stage } from '../lib/shared/stage.ts';
import type { Deployment, Listeners } from '../lib/stack-props.ts';

type Context = (name: string) => string | undefined;

const SHAPES = {
  alarmEmail: [/^[^\s@]+@[^\s@]+$/, 'an address, such as alarms@example.com'],
  alarmUrl: [/^https:\/\/\S+$/, 'an https URL'],
  alarmTopicArn: [/^arn:[\w-]+:sns:[\w-]+:\d{12}:\S+$/, 'the ARN of an SNS topic'],
  breakGlassRole: [/^[\w+=,.@/-]{1,128}$/, 'the name of a role, after its path if it has one'],
  webAclArn: [/^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/\S+$/, 'the ARN of a regional web ACL'],
  domain: [/^[a-z0-9.-]+\.[a-z]{2,}$/, 'a name such as demands.example.com'],
  certificateArn: [/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/\S+$/, 'the ARN of a certificate'],
  pages: [/^(cloudfront|[a-z0-9.-]+\.[a-z]{2,})$/, 'a name such as desk.example.com, or "cloudfront"'],
  pagesCertificateArn: [
    /^arn:[\w-]+:acm:us-east-1:\d{12}:certificate\/\S+$/,
    'the ARN of a certificate in us-east-1, where CloudFront looks for it',
  ],
  pagesWebAclArn: [
    /^arn:[\w-]+:wafv2:us-east-1:\d{12}:global\/webacl\/\S+$/,
    'the ARN of a web ACL for CloudFront',
  ],
  pagesConnect: [
    /^https:\/\/[\w.:-]+(,https:\/\/[\w.:-]+)*$/,
    'origins such as https://tokens.example.com, with commas between',
  ],
  trail: [/^organisation$/, '"organisation", or nothing'],
} as const satisfies Readonly<Record<string, readonly [RegExp, string]>>;

/**
 * What the context says of where to deploy, and of what stands around the stage already (lib/README.md lists it). The
 * CDK's command line says in CDK_DEFAULT_ACCOUNT whose credentials it holds: with any in hand, a pinned stage must have
 * been told where it belongs, so that the wrong terminal cannot deploy it. A stage that is watched must have been told
 * who hears its alarms.
 * @throws Error that says what to add
 */
export function deploymentOf(
  stage: Stage,
  context: Context,
  { CDK_DEFAULT_ACCOUNT: inHand }: NodeJS.ProcessEnv = process.env,
): Deployment {
  const [account, region, boundary] = ['account', 'region', 'boundary'].map(context);
  if ((account === undefined) !== (region === undefined))
    throw new Error('Give both, -c account=111122223333 and -c region=eu-central-1, or neither.');
  if (stage.pinned && inHand && !account)
    throw new Error(
      `The stage ${stage.name} is pinned: say where it belongs, with -c account=111122223333 -c region=eu-central-1.`,
    );
  const { domain, certificateArn, trail, breakGlassRole, webAclArn } = shaped(context);
  if ((domain === undefined) !== (certificateArn === undefined))
    throw new Error('Give both, -c domain=demands.example.com and -c certificateArn=ARN, or neither.');
  return {
    ...(account && region ? { env: { account: String(account), region } } : {}),
    ...(boundary ? { boundary } : {}),
    ...(trail ? { organisationTrail: true } : {}),
    ...(breakGlassRole ? { breakGlassRole } : {}),
    ...(webAclArn ? { webAclArn } : {}),
    ...(domain && certificateArn ? { domain: { name: domain, certificateArn } } : {}),
    ...pagesOf(stage, shaped(context)),
    listeners: listenersOf(stage, shaped(context)),
  };
}

/**
 * The stage as it is for an account: `-c reserve=no` sets no concurrent runs aside, where an account has too few to give.
 * @throws Error for another word than yes and no
 */
export function stageOf(stage: Stage, context: (name: string) => string | undefined): Stage {
  const reserve = context('reserve') ?? 'yes';
  if (reserve !== 'yes' && reserve !== 'no') throw new Error('Say -c reserve=yes or -c reserve=no.');
  return reserve === 'yes' ? stage : { ...stage, reserved: {} };
}

type Shaped = { readonly [name in keyof typeof SHAPES]?: string };

function shaped(context: Context): Shaped {
  return Object.fromEntries(
    Object.entries(SHAPES).flatMap(([name, [shape, wanted]]) => {
      const value = context(name);
      if (value === undefined) return [];
      if (!shape.test(value)) throw new Error(`-c ${name} is to be ${wanted}.`);
      return [[name, value]];
    }),
  );
}

/** The pages under a name of the deployer's, or for a trial under one of CloudFront's. */
function pagesOf(stage: Stage, said: Shaped): Pick<Deployment, 'pages'> {
  const { pages, pagesCertificateArn: certificateArn, pagesWebAclArn: webAclArn, pagesConnect } = said;
  if (pages === undefined) {
    if (certificateArn ?? webAclArn ?? pagesConnect)
      throw new Error('Say where the pages are, with -c pages=desk.example.com, or nothing of them.');
    return {};
  }
  const isCloudFronts = /^cloudfront$|\.cloudfront\.net$/.test(pages);
  if (isCloudFronts === (certificateArn !== undefined) || (isCloudFronts && stage.watched))
    throw new Error(
      `The pages of ${stage.name} want ${stage.watched ? 'a name of your own and its certificate, since CloudFront takes TLS 1.0 under its own names' : 'a name of your own and its certificate, or neither'}: -c pages=desk.example.com -c pagesCertificateArn=ARN.`,
    );
  return {
    pages: {
      ...(pages === 'cloudfront' ? {} : { name: pages }),
      ...(certificateArn ? { certificateArn } : {}),
      ...(webAclArn ? { webAclArn } : {}),
      ...(pagesConnect ? { connect: pagesConnect.split(',') } : {}),
    },
  };
}

function listenersOf(stage: Stage, { alarmEmail, alarmUrl, alarmTopicArn }: Shaped): Listeners {
  const listeners = {
    ...(alarmEmail ? { email: alarmEmail } : {}),
    ...(alarmUrl ? { url: alarmUrl } : {}),
    ...(alarmTopicArn ? { topicArn: alarmTopicArn } : {}),
  };
  if (stage.watched && Object.keys(listeners).length === 0)
    throw new Error(
      `Nobody would hear the alarms of ${stage.name}: say who does, with -c alarmEmail=alarms@example.com, -c alarmUrl=https://… or -c alarmTopicArn=ARN.`,
    );
  return listeners;
}
