import { type App, Stack, Validations } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Deployment, stackProps } from './stack-props.ts';

/**
 * The role by which API Gateway writes access logs. An account has one such setting in a region, whoever else runs APIs
 * there, so no stage may own it: deploy this stack where nobody has made the setting yet.
 */
export class AccountStack extends Stack {
  constructor(scope: App, id: string, deployment: Deployment) {
    super(scope, id, {
      ...stackProps(deployment),
      description: 'Due Process: the setting by which API Gateway may log, one per account and region.',
    });
    const role = new Role(this, 'ApiCloudWatchRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    new CfnAccount(this, 'ApiAccount', { cloudWatchRoleArn: role.roleArn }).node.addDependency(role);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason:
        "API Gateway writes access logs by this account-wide role, and takes no other policy for it than AWS's own.",
    });
  }
}
