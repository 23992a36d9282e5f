#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The services that endpoints can be made to. Pure.
namespace gantry::ec2 {

struct EndpointService {
    std::string name;         ///< "com.amazonaws.us-east-1.ecs"
    std::string private_dns;  ///< "ecs.us-east-1.amazonaws.com"
    bool gateway = false;     ///< S3 and DynamoDB have endpoints of both types

    /// "ecs": what it is called in the endpoints' own names.
    [[nodiscard]] std::string word() const;
};

/// In order of name.
std::vector<EndpointService> endpoint_services(std::string_view region);
std::optional<EndpointService> find_endpoint_service(
    std::string_view region, std::string_view name
);

}  // namespace gantry::ec2
