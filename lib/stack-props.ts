import { PermissionsBoundary, type StackProps } from 'aws-cdk-lib';
import type { Stage } from './shared/stage.ts';

/** Where stacks go, and within what: what whoever deploys says, and no stage can know. */
export interface Deployment {
  /** Absent: whichever account and region the credentials of the day are for. */
  readonly env?: { readonly account: string; readonly region: string };
  /** Name of a managed policy of that account, the permission boundary of every role. */
  readonly boundary?: string;
}

/**
 * What all stacks have in common. Tags are the stack's own: CloudFormation puts them on every resource that can carry
 * one, and templates stay short.
 */
export function stackProps({ env, boundary, stage }: Deployment & { readonly stage?: Stage }): StackProps {
  return {
    ...(env ? { env } : {}),
    ...(boundary ? { permissionsBoundary: PermissionsBoundary.fromName(boundary) } : {}),
    tags: { application: 'due-process', ...(stage ? { stage: stage.name } : {}) },
    terminationProtection: stage?.deletionProtection ?? false,
  };
}
