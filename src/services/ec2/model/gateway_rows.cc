#include "services/ec2/model/rows.h"

namespace gantry::ec2 {

using reflect::field;

const reflect::TypeInfo& NatGatewayRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<NatGatewayRow>(
        "NatGateway",
        {
            field<&NatGatewayRow::id>("id"),
            field<&NatGatewayRow::vpc_id>("vpcId"),
            field<&NatGatewayRow::subnet_id>("subnetId"),
            field<&NatGatewayRow::is_public>("isPublic"),
            field<&NatGatewayRow::allocation_id>("allocationId"),
            field<&NatGatewayRow::interface_id>("interfaceId"),
            field<&NatGatewayRow::private_ip>("privateIp"),
            field<&NatGatewayRow::public_ip>("publicIp"),
            field<&NatGatewayRow::association_id>("associationId"),
            field<&NatGatewayRow::created>("created"),
            field<&NatGatewayRow::deleted>("deleted"),
            field<&NatGatewayRow::failure_code>("failureCode"),
            field<&NatGatewayRow::failure_message>("failureMessage"),
            field<&NatGatewayRow::client_token>("clientToken"),
            field<&NatGatewayRow::request>("request"),
            field<&NatGatewayRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& AddressRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<AddressRow>(
        "Address",
        {
            field<&AddressRow::id>("id"),
            field<&AddressRow::public_ip>("publicIp"),
            field<&AddressRow::association_id>("associationId"),
            field<&AddressRow::interface_id>("interfaceId"),
            field<&AddressRow::private_ip>("privateIp"),
            field<&AddressRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& InterfaceRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<InterfaceRow>(
        "Interface",
        {
            field<&InterfaceRow::id>("id"),
            field<&InterfaceRow::vpc_id>("vpcId"),
            field<&InterfaceRow::subnet_id>("subnetId"),
            field<&InterfaceRow::description>("description"),
            field<&InterfaceRow::type>("type"),
            field<&InterfaceRow::mac>("mac"),
            field<&InterfaceRow::private_ips>("privateIps"),
            field<&InterfaceRow::group_ids>("groupIds"),
            field<&InterfaceRow::source_dest_check>("sourceDestCheck"),
            field<&InterfaceRow::requester>("requester"),
            field<&InterfaceRow::in_use>("inUse"),
            field<&InterfaceRow::attached>("attached"),
            field<&InterfaceRow::public_ip>("publicIp"),
            field<&InterfaceRow::client_token>("clientToken"),
            field<&InterfaceRow::request>("request"),
            field<&InterfaceRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& EndpointRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<EndpointRow>(
        "Endpoint",
        {
            field<&EndpointRow::id>("id"),
            field<&EndpointRow::vpc_id>("vpcId"),
            field<&EndpointRow::type>("type"),
            field<&EndpointRow::service_name>("serviceName"),
            field<&EndpointRow::policy>("policy"),
            field<&EndpointRow::route_table_ids>("routeTableIds"),
            field<&EndpointRow::subnet_ids>("subnetIds"),
            field<&EndpointRow::group_ids>("groupIds"),
            field<&EndpointRow::interface_ids>("interfaceIds"),
            field<&EndpointRow::private_dns>("privateDns"),
            field<&EndpointRow::created>("created"),
            field<&EndpointRow::client_token>("clientToken"),
            field<&EndpointRow::request>("request"),
            field<&EndpointRow::tags>("tags"),
        }
    );
    return info;
}

const reflect::TypeInfo& PrefixListItem::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PrefixListItem>(
        "PrefixListItem",
        {
            field<&PrefixListItem::cidr>("cidr"),
            field<&PrefixListItem::description>("description"),
        }
    );
    return info;
}

const reflect::TypeInfo& PrefixListRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PrefixListRow>(
        "PrefixList",
        {
            field<&PrefixListRow::id>("id"),
            field<&PrefixListRow::name>("name"),
            field<&PrefixListRow::family>("family"),
            field<&PrefixListRow::max_entries>("maxEntries"),
            field<&PrefixListRow::version>("version"),
            field<&PrefixListRow::entries>("entries"),
            field<&PrefixListRow::last_change>("lastChange"),
            field<&PrefixListRow::client_token>("clientToken"),
            field<&PrefixListRow::request>("request"),
            field<&PrefixListRow::tags>("tags"),
        }
    );
    return info;
}

}  // namespace gantry::ec2
