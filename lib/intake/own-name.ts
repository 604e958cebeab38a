import { CfnOutput } from 'aws-cdk-lib';
import { DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { Deployment } from '../stack-props.ts';

type Domain = NonNullable<Deployment['domain']>;

/** The API under a name of the provider's own, at the root of it. DNS is to point it at the output `ApiAlias`. */
export class OwnName extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { api, domain }: { api: RestApi; domain: Domain }) {
    super(scope, id);
    const name = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    name.addBasePathMapping(api, { stage: api.deploymentStage });
    this.url = `https://${domain.name}/`;
    new CfnOutput(this, 'Alias', { value: name.domainNameAliasDomainName }).overrideLogicalId('ApiAlias');
  }
}
