#include "services/ec2/api/endpoints.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/vpc_endpoint_type.h"
#include "services/ec2/api/endpoint_parts.h"
#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/tokens.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kEndpointFilters[] = {
    {"ip-address-type", "IpAddressType"},
    {"service-name", "ServiceName"},
    {"service-region", "ServiceRegion"},
    {"vpc-endpoint-id", "VpcEndpointId"},
    {"vpc-endpoint-state", "State"},
    {"vpc-endpoint-type", "VpcEndpointType"},
    {"vpc-id", "VpcId"},
};

using Ids = std::vector<std::string>;

Ids ids_of(const std::optional<Ids>& ids) {
    return ids.value_or(Ids{});
}

/// Errors: InvalidParameterValue.
Result<void> check_lists(std::initializer_list<const std::optional<Ids>*> lists) {
    for (const auto* list : lists) {
        const std::size_t count = *list ? (*list)->size() : 0;
        if (auto good = check_named(count); !good) return good;
    }
    return {};
}

Error wrong_parameter(std::string message) {
    return refused("InvalidParameter", std::move(message));
}

/// The service, which has to have endpoints of the type.
Result<EndpointService> read_service(
    const Call& call, const std::optional<std::string>& name, const std::string& type
) {
    const auto service = find_endpoint_service(call.scope.region, name.value_or(""));
    if (!service) {
        return refused(
            "InvalidServiceName",
            fmt::format("The Vpc Endpoint Service '{}' does not exist", name.value_or(""))
        );
    }
    if (type == "Gateway" && !service->gateway) {
        return wrong_parameter(
            "Endpoint type (Gateway) does not match available service types ([Interface])."
        );
    }
    return *service;
}

/// What is given of that which only one of the types has.
struct TypeMembers {
    bool tables = false;
    bool subnets = false;
    bool groups = false;
    bool private_dns = false;  ///< asked for
};

Result<void> check_members(const EndpointRow& row, const TypeMembers& given) {
    if (row.type == "Gateway" && (given.subnets || given.groups)) {
        return wrong_parameter("Subnets and security groups are not supported by Gateway endpoints."
        );
    }
    if (row.type == "Gateway" && given.private_dns) {
        return wrong_parameter("PrivateDnsEnabled is applicable only to Interface VPC Endpoints.");
    }
    if (row.type == "Interface" && given.tables) {
        return wrong_parameter("Route table IDs are not supported for Interface type VPC Endpoint."
        );
    }
    return {};
}

bool has_any(const std::optional<Ids>& ids) {
    return ids && !ids->empty();
}

/// Gives a new endpoint its routes, or its network interfaces.
Result<void> connect(
    Call& call,
    EndpointRow& row,
    const EndpointService& service,
    const api::ec2::CreateVpcEndpointRequest& input
) {
    if (row.type == "Gateway") return add_route_tables(call, row, ids_of(input.route_table_ids));
    auto groups = read_groups(call, row.vpc_id, ids_of(input.security_group_ids));
    if (!groups) return groups.error();
    row.group_ids = *std::move(groups);
    row.private_dns = input.private_dns_enabled.value_or(true);
    if (row.private_dns) {
        if (auto good = check_private_dns(call, row, service); !good) return good;
    }
    return add_subnets(call, row, ids_of(input.subnet_ids));
}

/// What is asked for, without an id yet.
EndpointRow wanted_endpoint(
    const Call& call, const std::string& vpc_id, const api::ec2::CreateVpcEndpointRequest& input
) {
    return {
        .vpc_id = vpc_id,
        .type = std::string(
            reflect::to_text(input.vpc_endpoint_type.value_or(api::ec2::VpcEndpointType::Gateway))
        ),
        .service_name = input.service_name.value_or(""),
        .created = call.now,
    };
}

/// The rest of it, as far as its type has it.
Result<void> read_members(EndpointRow& row, const api::ec2::CreateVpcEndpointRequest& input) {
    auto good = check_members(
        row,
        {
            .tables = has_any(input.route_table_ids),
            .subnets = has_any(input.subnet_ids),
            .groups = has_any(input.security_group_ids),
            .private_dns = input.private_dns_enabled.value_or(false),
        }
    );
    if (!good) return good;
    auto policy = read_policy(input.policy_document);
    if (!policy) return policy.error();
    row.policy = *std::move(policy);
    auto tags = read_tags(input.tag_specifications, kinds::kEndpoint);
    if (!tags) return tags.error();
    row.tags = *std::move(tags);
    return {};
}

Result<void> change_groups(
    Call& call, EndpointRow& row, const api::ec2::ModifyVpcEndpointRequest& input
) {
    Ids wanted = row.group_ids;
    for (const std::string& id : ids_of(input.remove_security_group_ids)) {
        if (std::erase(wanted, id) == 0) {
            return wrong_parameter(fmt::format("{} is not a security group of {}", id, row.id));
        }
    }
    for (const std::string& id : ids_of(input.add_security_group_ids)) wanted.push_back(id);
    if (wanted == row.group_ids) return {};
    auto groups = read_groups(call, row.vpc_id, wanted);
    if (!groups) return groups.error();
    row.group_ids = *std::move(groups);
    for (const std::string& id : row.interface_ids) {
        call.tx.update(call.tables.interfaces, key_of(call, id), [&](InterfaceRow& interface) {
            interface.group_ids = row.group_ids;
        });
    }
    return {};
}

Result<void> change_policy(EndpointRow& row, const api::ec2::ModifyVpcEndpointRequest& input) {
    const bool reset = input.reset_policy.value_or(false);
    const bool given = input.policy_document && !input.policy_document->empty();
    if (reset && given) return not_together("resetPolicy", "policyDocument");
    if (!reset && !given) return {};
    auto policy = read_policy(input.policy_document);
    if (!policy) return policy.error();
    row.policy = *std::move(policy);
    return {};
}

Result<void> change_private_dns(
    const Call& call, EndpointRow& row, const api::ec2::ModifyVpcEndpointRequest& input
) {
    if (!input.private_dns_enabled) return {};
    row.private_dns = *input.private_dns_enabled;
    if (!row.private_dns) return {};
    const auto service = read_service(call, row.service_name, row.type);
    if (!service) return service.error();
    return check_private_dns(call, row, *service);
}

Result<void> change_places(
    Call& call, EndpointRow& row, const api::ec2::ModifyVpcEndpointRequest& input
) {
    for (const std::string& id : ids_of(input.remove_route_table_ids)) {
        if (std::erase(row.route_table_ids, id) == 0) {
            return wrong_parameter(fmt::format("{} is not a route table of {}", id, row.id));
        }
    }
    auto added = add_route_tables(call, row, ids_of(input.add_route_table_ids));
    if (!added) return added;
    auto removed = remove_subnets(call, row, ids_of(input.remove_subnet_ids));
    if (!removed) return removed;
    return add_subnets(call, row, ids_of(input.add_subnet_ids));
}

}  // namespace

Result<api::ec2::CreateVpcEndpointResult> create_vpc_endpoint(
    Call& call, const api::ec2::CreateVpcEndpointRequest& input
) {
    const auto few =
        check_lists({&input.route_table_ids, &input.subnet_ids, &input.security_group_ids});
    if (!few) return few.error();
    const auto before = find_by_token<EndpointNoun>(call, input);
    if (!before) return before.error();
    if (*before) {
        return api::ec2::CreateVpcEndpointResult{
            .vpc_endpoint = show_endpoint(call, **before), .client_token = input.client_token
        };
    }
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    EndpointRow row = wanted_endpoint(call, (*vpc)->id, input);
    const auto service = read_service(call, input.service_name, row.type);
    if (!service) return service.error();
    if (const auto good = read_members(row, input); !good) return good.error();
    if (call.tables.endpoints_by_vpc.keys(key_of(call, row.vpc_id)).size() >= kMostEndpoints) {
        return over_quota(
            "VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached."
        );
    }
    row.id = draw_id(call.ids, "vpce");
    if (const auto done = connect(call, row, *service, input); !done) return done.error();
    keep_token(input, row);
    auto shown = show_endpoint(call, row);
    if (row.type == "Interface") shown.state = "pending";
    put<EndpointNoun>(call, std::move(row));
    return api::ec2::CreateVpcEndpointResult{
        .vpc_endpoint = std::move(shown), .client_token = input.client_token
    };
}

Result<api::ec2::ModifyVpcEndpointResult> modify_vpc_endpoint(
    Call& call, const api::ec2::ModifyVpcEndpointRequest& input
) {
    const auto few = check_lists({
        &input.add_route_table_ids,
        &input.remove_route_table_ids,
        &input.add_subnet_ids,
        &input.remove_subnet_ids,
        &input.add_security_group_ids,
        &input.remove_security_group_ids,
    });
    if (!few) return few.error();
    const auto endpoint = find<EndpointNoun>(call, input.vpc_endpoint_id);
    if (!endpoint) return endpoint.error();
    EndpointRow row = **endpoint;
    const auto good = check_members(
        row,
        {
            .tables = has_any(input.add_route_table_ids) || has_any(input.remove_route_table_ids),
            .subnets = has_any(input.add_subnet_ids) || has_any(input.remove_subnet_ids),
            .groups =
                has_any(input.add_security_group_ids) || has_any(input.remove_security_group_ids),
            .private_dns = input.private_dns_enabled.value_or(false),
        }
    );
    if (!good) return good.error();
    if (const auto done = change_policy(row, input); !done) return done.error();
    if (const auto done = change_private_dns(call, row, input); !done) return done.error();
    if (const auto done = change_groups(call, row, input); !done) return done.error();
    if (const auto done = change_places(call, row, input); !done) return done.error();
    put<EndpointNoun>(call, std::move(row));
    return api::ec2::ModifyVpcEndpointResult{.return_ = true};
}

Result<api::ec2::DeleteVpcEndpointsResult> delete_vpc_endpoints(
    Call& call, const api::ec2::DeleteVpcEndpointsRequest& input
) {
    if (const auto few = check_lists({&input.vpc_endpoint_ids}); !few) return few.error();
    api::ec2::DeleteVpcEndpointsResult out;
    out.unsuccessful.emplace();
    for (const std::string& id : ids_of(input.vpc_endpoint_ids)) {
        const auto endpoint = find<EndpointNoun>(call, id);
        if (!endpoint) {
            const Error& why = endpoint.error();
            out.unsuccessful->push_back(
                {.error = {{.code = why.code, .message = why.message}}, .resource_id = id}
            );
            continue;
        }
        for (const std::string& interface : (*endpoint)->interface_ids) {
            drop_interface(call, interface);
        }
        erase<EndpointNoun>(call, id);
    }
    return out;
}

Result<api::ec2::DescribeVpcEndpointsResult> describe_vpc_endpoints(
    Call& call, const api::ec2::DescribeVpcEndpointsRequest& input
) {
    auto page = list_rows<EndpointNoun>(
        call,
        "DescribeVpcEndpoints",
        input,
        input.vpc_endpoint_ids,
        input.filters,
        kEndpointFilters,
        [&](const EndpointRow& row) { return show_endpoint(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeVpcEndpointsResult{
        .vpc_endpoints = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

}  // namespace gantry::ec2
