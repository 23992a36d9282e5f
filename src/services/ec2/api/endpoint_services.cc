#include "services/ec2/rules/endpoint_services.h"

#include <fmt/format.h>

#include "api/ec2/describe_vpc_endpoint_services_request.h"
#include "api/ec2/describe_vpc_endpoint_services_result.h"
#include "api/ec2/service_connectivity_type.h"
#include "api/ec2/service_detail.h"
#include "api/ec2/service_type.h"
#include "services/ec2/api/endpoints.h"
#include "services/ec2/api/list.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kServiceFilters[] = {
    {"owner", "Owner"},
    {"service-name", "ServiceName"},
    {"service-region", "ServiceRegion"},
    {"service-type", "ServiceType[].ServiceType"},
    {"supported-ip-address-types", "SupportedIpAddressTypes"},
};

api::ec2::ServiceDetail show(const Call& call, const EndpointService& service, bool gateway) {
    api::ec2::ServiceDetail shown{
        .service_name = service.name,
        .service_type =
            {{{.service_type =
                   gateway ? api::ec2::ServiceType::Gateway : api::ec2::ServiceType::Interface}}},
        .service_region = call.scope.region,
        .availability_zones = std::vector<std::string>{},
        .owner = "amazon",
        .base_endpoint_dns_names =
            {{fmt::format("{}.{}.vpce.amazonaws.com", service.word(), call.scope.region)}},
        .vpc_endpoint_policy_supported = true,
        .acceptance_required = false,
        .manages_vpc_endpoints = false,
        .tags = Tags{},
        .supported_ip_address_types = {{api::ec2::ServiceConnectivityType::Ipv4}},
    };
    for (const Zone& zone : zones_of(call.scope.region)) {
        shown.availability_zones->push_back(zone.name);
    }
    if (!gateway) {
        shown.private_dns_name = service.private_dns;
        shown.private_dns_names = {{{.private_dns_name = service.private_dns}}};
    }
    return shown;
}

}  // namespace

Result<api::ec2::DescribeVpcEndpointServicesResult> describe_vpc_endpoint_services(
    Call& call, const api::ec2::DescribeVpcEndpointServicesRequest& input
) {
    const auto names = input.service_names.value_or(std::vector<std::string>{});
    std::set<std::string> left(names.begin(), names.end());
    std::vector<Listed<api::ec2::ServiceDetail>> all;
    for (const EndpointService& service : endpoint_services(call.scope.region)) {
        if (left.erase(service.name) == 0 && !names.empty()) continue;
        if (service.gateway) all.push_back({service.name + " 1", show(call, service, true)});
        all.push_back({service.name + " 2", show(call, service, false)});
    }
    if (!left.empty()) {
        return refused(
            "InvalidServiceName",
            fmt::format("The Vpc Endpoint Service '{}' does not exist", *left.begin())
        );
    }
    auto page = cut_list(
        call, "DescribeVpcEndpointServices", input, input.filters, kServiceFilters, std::move(all)
    );
    if (!page) return page.error();
    api::ec2::DescribeVpcEndpointServicesResult out{
        .service_names = std::vector<std::string>{}, .next_token = std::move(page->next_token)
    };
    for (const auto& service : page->items) {
        const auto& known = *out.service_names;
        if (known.empty() || known.back() != *service.service_name) {
            out.service_names->push_back(*service.service_name);
        }
    }
    out.service_details = std::move(page->items);
    return out;
}

}  // namespace gantry::ec2
