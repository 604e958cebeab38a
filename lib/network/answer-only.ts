import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import type { Construct } from 'constructs';

/**
 * Lets the resolver of a network answer for these names, and say of every other that there is none: whoever asks for a
 * name tells whose name it is, and so every resolver is a way out.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
 */
export function answerOnly(scope: Construct, vpcId: string, names: readonly string[]): void {
  const known = new CfnFirewallDomainList(scope, 'KnownNames', { domains: [...names] });
  const every = new CfnFirewallDomainList(scope, 'EveryName', { domains: ['*'] });
  const rules = new CfnFirewallRuleGroup(scope, 'Names', {
    firewallRules: [
      {
        action: 'ALLOW',
        priority: 1,
        firewallDomainListId: known.attrId,
        // Names of AWS lead to other names of AWS.
        firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      },
      { action: 'BLOCK', blockResponse: 'NXDOMAIN', priority: 2, firewallDomainListId: every.attrId },
    ],
  });
  new CfnFirewallRuleGroupAssociation(scope, 'NamesOfTheNetwork', {
    firewallRuleGroupId: rules.attrId,
    vpcId,
    // Less than 100 and more than 9000 are taken by others.
    priority: 101,
  });
}
