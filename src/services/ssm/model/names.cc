#include "services/ssm/model/names.h"

#include <fmt/format.h>

#include "aws/arn.h"

namespace gantry::ssm {
namespace {

constexpr std::string_view kResource = "parameter/";
constexpr std::string_view kManagedInstance = "managed-instance/";
constexpr std::string_view kPublic = "/aws/service/";

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string_view path_of(std::string_view name) {
    if (name.starts_with('/')) name.remove_prefix(1);
    return name;
}

std::string parameter_key(const aws::Scope& scope, std::string_view name) {
    return scope.prefix() + std::string(path_of(name));
}

std::string versions_prefix(std::string_view parameter_key) {
    return std::string(parameter_key) + ":";
}

std::string version_key(std::string_view parameter_key, std::int64_t version) {
    return fmt::format("{}:{:010}", parameter_key, version);
}

std::string_view scope_of_key(std::string_view key) {
    return key.substr(0, key.find('/', key.find('/') + 1) + 1);
}

std::string parameter_arn(const aws::Scope& scope, std::string_view name) {
    return fmt::format(
        "arn:{}:ssm:{}:{}:{}{}",
        aws::partition_of(scope.region),
        scope.region,
        is_public_name(name) ? "" : scope.account,
        kResource,
        path_of(name)
    );
}

std::string id_key(const aws::Scope& scope, std::string_view id) {
    return scope.prefix() + std::string(id);
}

std::string managed_instance_arn(const aws::Scope& scope, std::string_view id) {
    return fmt::format(
        "arn:{}:ssm:{}:{}:{}{}",
        aws::partition_of(scope.region),
        scope.region,
        scope.account,
        kManagedInstance,
        id
    );
}

std::string managed_instance_key(std::string_view arn) {
    const auto read = aws::Arn::parse(arn);
    if (!read || read->service != "ssm" || !read->resource.starts_with(kManagedInstance)) return {};
    return id_key(
        {read->account, read->region},
        std::string_view(read->resource).substr(kManagedInstance.size())
    );
}

aws::Scope scope_in_key(std::string_view key) {
    const auto account = key.find('/');
    const auto region = key.find('/', account + 1);
    return {
        std::string(key.substr(0, account)),
        std::string(key.substr(account + 1, region - account - 1)),
    };
}

Reference parse_reference(const aws::Scope& scope, std::string_view text) {
    Reference reference{.scope = scope};
    std::string name(trimmed(text));
    const auto arn = aws::Arn::parse(name);
    if (arn && arn->service == "ssm" && arn->resource.starts_with(kResource)) {
        name = arn->resource.substr(kResource.size());
        if (name.find('/') != std::string::npos) name.insert(0, "/");
        reference.by_arn = true;
        reference.scope.region = arn->region;
        if (!arn->account.empty()) reference.scope.account = arn->account;
    }
    const auto colon = name.find(':');
    if (colon != std::string::npos) {
        reference.selector = name.substr(colon + 1);
        name.erase(colon);
    }
    reference.name = std::move(name);
    return reference;
}

bool is_public_name(std::string_view name) {
    return name.starts_with(kPublic);
}

}  // namespace gantry::ssm
