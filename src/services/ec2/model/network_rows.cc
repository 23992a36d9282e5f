#include "services/ec2/model/rows.h"

namespace gantry::ec2 {

using reflect::field;

const reflect::TypeInfo& CidrAssociation::type_info() {
    static const reflect::TypeInfo info = reflect::structure<CidrAssociation>(
        "CidrAssociation",
        {
            field<&CidrAssociation::id>("id"),
            field<&CidrAssociation::cidr>("cidr"),
        }
    );
    return info;
}

const reflect::TypeInfo& VpcRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<VpcRow>(
        "Vpc",
        {
            field<&VpcRow::id>("id"),
            field<&VpcRow::cidrs>("cidrs"),
            field<&VpcRow::tenancy>("tenancy"),
            field<&VpcRow::is_default>("isDefault"),
            field<&VpcRow::dns_support>("dnsSupport"),
            field<&VpcRow::dns_hostnames>("dnsHostnames"),
            field<&VpcRow::address_metrics>("addressMetrics"),
            field<&VpcRow::dhcp_options_id>("dhcpOptionsId"),
            field<&VpcRow::main_route_table_id>("mainRouteTableId"),
            field<&VpcRow::main_association_id>("mainAssociationId"),
            field<&VpcRow::default_acl_id>("defaultAclId"),
            field<&VpcRow::default_group_id>("defaultGroupId"),
            field<&VpcRow::network_identifier>("networkIdentifier"),
            field<&VpcRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& SubnetRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SubnetRow>(
        "Subnet",
        {
            field<&SubnetRow::id>("id"),
            field<&SubnetRow::vpc_id>("vpcId"),
            field<&SubnetRow::cidr>("cidr"),
            field<&SubnetRow::zone>("zone"),
            field<&SubnetRow::default_for_zone>("defaultForZone"),
            field<&SubnetRow::map_public_ip>("mapPublicIp"),
            field<&SubnetRow::resource_names>("resourceNames"),
            field<&SubnetRow::resource_name_a>("resourceNameA"),
            field<&SubnetRow::acl_id>("aclId"),
            field<&SubnetRow::acl_association_id>("aclAssociationId"),
            field<&SubnetRow::route_table_id>("routeTableId"),
            field<&SubnetRow::route_table_association_id>("routeTableAssociationId"),
            field<&SubnetRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& GroupRule::type_info() {
    static const reflect::TypeInfo info = reflect::structure<GroupRule>(
        "GroupRule",
        {
            field<&GroupRule::id>("id"),
            field<&GroupRule::egress>("egress"),
            field<&GroupRule::protocol>("protocol"),
            field<&GroupRule::from_port>("fromPort"),
            field<&GroupRule::to_port>("toPort"),
            field<&GroupRule::cidr4>("cidr4"),
            field<&GroupRule::cidr6>("cidr6"),
            field<&GroupRule::prefix_list_id>("prefixListId"),
            field<&GroupRule::group_id>("groupId"),
            field<&GroupRule::description>("description"),
            field<&GroupRule::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& SecurityGroupRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<SecurityGroupRow>(
        "SecurityGroup",
        {
            field<&SecurityGroupRow::id>("id"),
            field<&SecurityGroupRow::name>("name"),
            field<&SecurityGroupRow::description>("description"),
            field<&SecurityGroupRow::vpc_id>("vpcId"),
            field<&SecurityGroupRow::rules>("rules"),
            field<&SecurityGroupRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& RouteEntry::type_info() {
    static const reflect::TypeInfo info = reflect::structure<RouteEntry>(
        "RouteEntry",
        {
            field<&RouteEntry::destination>("destination"),
            field<&RouteEntry::target>("target"),
        }
    );
    return info;
}

const reflect::TypeInfo& RouteTableRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<RouteTableRow>(
        "RouteTable",
        {
            field<&RouteTableRow::id>("id"),
            field<&RouteTableRow::vpc_id>("vpcId"),
            field<&RouteTableRow::routes>("routes"),
            field<&RouteTableRow::client_token>("clientToken"),
            field<&RouteTableRow::request>("request"),
            field<&RouteTableRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& InternetGatewayRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<InternetGatewayRow>(
        "InternetGateway",
        {
            field<&InternetGatewayRow::id>("id"),
            field<&InternetGatewayRow::vpc_id>("vpcId"),
            field<&InternetGatewayRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& NetworkAclRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<NetworkAclRow>(
        "NetworkAcl",
        {
            field<&NetworkAclRow::id>("id"),
            field<&NetworkAclRow::vpc_id>("vpcId"),
            field<&NetworkAclRow::is_default>("isDefault"),
            field<&NetworkAclRow::entries>("entries"),
            field<&NetworkAclRow::client_token>("clientToken"),
            field<&NetworkAclRow::request>("request"),
            field<&NetworkAclRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& AclEntry::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AclEntry>(
        "AclEntry",
        {
            field<&AclEntry::number>("number"),
            field<&AclEntry::egress>("egress"),
            field<&AclEntry::protocol>("protocol"),
            field<&AclEntry::allow>("allow"),
            field<&AclEntry::cidr4>("cidr4"),
            field<&AclEntry::cidr6>("cidr6"),
            field<&AclEntry::from_port>("fromPort"),
            field<&AclEntry::to_port>("toPort"),
            field<&AclEntry::icmp_type>("icmpType"),
            field<&AclEntry::icmp_code>("icmpCode"),
        }
    );
    return info;
}

const reflect::TypeInfo& DhcpOptionsRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<DhcpOptionsRow>(
        "DhcpOptions",
        {
            field<&DhcpOptionsRow::id>("id"),
            field<&DhcpOptionsRow::configurations>("configurations"),
            field<&DhcpOptionsRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& RegionRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<RegionRow>(
        "Region",
        {
            field<&RegionRow::dhcp_options_id>("dhcpOptionsId"),
            field<&RegionRow::made_default_vpc>("madeDefaultVpc"),
        }
    );
    return info;
}

}  // namespace gantry::ec2
