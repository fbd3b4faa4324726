/** Type tokens of what networks are made of. */

export const defaultVpcType = "aws:ec2/defaultVpc:DefaultVpc";
export const vpcTypes: readonly string[] = ["aws:ec2/vpc:Vpc", defaultVpcType];
export const subnetTypes: readonly string[] = [
  "aws:ec2/subnet:Subnet",
  "aws:ec2/defaultSubnet:DefaultSubnet",
];
export const groupTypes: readonly string[] = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
];
export const ruleType = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const ingressRuleType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const egressRuleType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const routeTableType = "aws:ec2/routeTable:RouteTable";
export const defaultRouteTableType = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const routeType = "aws:ec2/route:Route";
export const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const mainAssociationType = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
export const internetGatewayType = "aws:ec2/internetGateway:InternetGateway";
export const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** What gives an endpoint a name in a resource of its own, and in which properties. */
export const endpointNameTypes: Readonly<Record<string, readonly string[]>> = {
  "aws:route53/record:Record": ["aliases", "records"],
  "aws:vpc/endpointPrivateDns:EndpointPrivateDns": ["vpcEndpointId"],
};
