import { PermissionsBoundary, type StackProps } from 'aws-cdk-lib';
import type { Stage } from './shared/stage.ts';

/** Where stacks go, and within what: what whoever deploys says, and no stage can know. */
export interface Deployment {
  /** Absent: whichever account and region the credentials of the day are for. */
  readonly env?: { readonly account: string; readonly region: string };
  /** Name of a managed policy of that account, the permission boundary of every role. */
  readonly boundary?: string;
  /** Who is told of alarms. A stage that is watched has somebody. */
  readonly listeners: Listeners;
  /** Whether the organisation's own trail takes the place of the stage's. */
  readonly organisationTrail?: boolean;
  /** Name of the one role that may ask for the deletion of keys. */
  readonly breakGlassRole?: string;
  /** A web ACL that is there already, instead of the stage's own. */
  readonly webAclArn?: string;
  /** A name of the provider's own for the API, which then answers to no other. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** Absent: there are no pages but the laptop's. */
  readonly pages?: Pages;
}

/** Where the pages of web/ stand. */
export interface Pages {
  /** The host by which people reach them; absent until CloudFront has given one. */
  readonly name?: string;
  /** Of that name, in us-east-1; absent: the name is one of CloudFront's own. */
  readonly certificateArn?: string;
  /** A web ACL that is there already, for CloudFront. */
  readonly webAclArn?: string;
  /** Origins that the pages may call besides the issuer's, such as that of its tokens. */
  readonly connect?: readonly string[];
}

export interface Listeners {
  readonly email?: string;
  readonly url?: string;
  /** A topic that is there already. It is told, instead of one that the stage makes. */
  readonly topicArn?: string;
}

/**
 * What all stacks have in common. Tags are the stack's own: CloudFormation puts them on every resource that can carry
 * one, and templates stay short.
 */
export function stackProps({
  env,
  boundary,
  stage,
}: Pick<Deployment, 'env' | 'boundary'> & { readonly stage?: Stage }): StackProps {
  return {
    ...(env ? { env } : {}),
    ...(boundary ? { permissionsBoundary: PermissionsBoundary.fromName(boundary) } : {}),
    tags: { application: 'due-process', ...(stage ? { stage: stage.name } : {}) },
    terminationProtection: stage?.deletionProtection ?? false,
  };
}
