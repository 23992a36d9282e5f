#include "services/ecs/model/arn.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxArnLength = 2048;

bool is_lower_or_digit_or_dash(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool is_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_lower_or_digit_or_dash);
}

bool is_path(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

Error not_an_arn(std::string_view text) {
    return invalid_argument(fmt::format("Not an Amazon ECS ARN: {}", text.substr(0, 128)));
}

/// Most are shorter; every answer is full of them.
constexpr std::size_t kUsualLength = 128;

void append(std::string& text, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) text += part;
}

std::string make_arn(
    const Scope& scope, std::string_view type, std::initializer_list<std::string_view> path
) {
    std::string arn;
    arn.reserve(kUsualLength);
    append(arn, {"arn:", partition_of(scope.region), ":ecs:", scope.region, ":"});
    append(arn, {scope.account, ":", type, "/"});
    append(arn, path);
    return arn;
}

}  // namespace

Result<Arn> Arn::parse(std::string_view text, std::string_view default_account) {
    if (text.size() > kMaxArnLength) return not_an_arn(text);
    // arn : partition : service : region : account : resource
    std::array<std::string_view, 5> head;
    std::string_view rest = text;
    for (std::string_view& part : head) {
        const std::size_t colon = rest.find(':');
        if (colon == std::string_view::npos) return not_an_arn(text);
        part = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
    }
    const auto& [prefix, partition, service, region, named_account] = head;
    const std::string_view account = named_account.empty() ? default_account : named_account;
    const std::size_t slash = rest.find('/');
    if (prefix != "arn" || service != "ecs" || slash == std::string_view::npos) {
        return not_an_arn(text);
    }
    const std::string_view type = rest.substr(0, slash);
    const std::string_view path = rest.substr(slash + 1);
    if (!is_word(partition) || !is_word(region) || !aws::is_account_id(account) || !is_word(type) ||
        !is_path(path)) {
        return not_an_arn(text);
    }
    return Arn{
        .partition = std::string(partition),
        .scope = {std::string(account), std::string(region)},
        .type = std::string(type),
        .path = std::string(path),
    };
}

bool Arn::is_of(const Scope& owner) const {
    return scope == owner && partition == partition_of(owner.region);
}

std::string Arn::str() const {
    std::string arn;
    append(arn, {"arn:", partition, ":ecs:", scope.region, ":"});
    append(arn, {scope.account, ":", type, "/", path});
    return arn;
}

std::string cluster_arn(const Scope& scope, std::string_view cluster) {
    return make_arn(scope, "cluster", {cluster});
}

std::string task_definition_arn(
    const Scope& scope, std::string_view family, std::int64_t revision
) {
    return make_arn(scope, "task-definition", {family, ":", std::to_string(revision)});
}

std::string task_arn(const Scope& scope, std::string_view cluster, std::string_view task_id) {
    return make_arn(scope, "task", {cluster, "/", task_id});
}

std::string container_arn(
    const Scope& scope,
    std::string_view cluster,
    std::string_view task_id,
    std::string_view container_id
) {
    return make_arn(scope, "container", {cluster, "/", task_id, "/", container_id});
}

std::string container_instance_arn(
    const Scope& scope, std::string_view cluster, std::string_view instance_id
) {
    return make_arn(scope, "container-instance", {cluster, "/", instance_id});
}

std::string service_arn(const Scope& scope, std::string_view cluster, std::string_view service) {
    return make_arn(scope, "service", {cluster, "/", service});
}

std::string service_deployment_arn(
    const Scope& scope, std::string_view cluster, std::string_view service, std::string_view id
) {
    return make_arn(scope, "service-deployment", {cluster, "/", service, "/", id});
}

std::string service_revision_arn(
    const Scope& scope, std::string_view cluster, std::string_view service, std::string_view number
) {
    return make_arn(scope, "service-revision", {cluster, "/", service, "/", number});
}

std::string capacity_provider_arn(const Scope& scope, std::string_view name) {
    return make_arn(scope, "capacity-provider", {name});
}

std::string cluster_key(const Scope& scope, std::string_view cluster) {
    return scope.prefix().append(cluster);
}

std::string family_key(const Scope& scope, std::string_view family) {
    return scope.prefix().append(family);
}

std::string task_definition_key(
    const Scope& scope, std::string_view family, std::int64_t revision
) {
    return fmt::format("{}{}/{:010}", scope.prefix(), family, revision);
}

std::string in_cluster_key(const Scope& scope, std::string_view cluster, std::string_view id) {
    std::string key;
    key.reserve(scope.account.size() + scope.region.size() + cluster.size() + id.size() + 3);
    append(key, {scope.account, "/", scope.region, "/", cluster, "/", id});
    return key;
}

std::string cluster_prefix(const Scope& scope, std::string_view cluster) {
    return in_cluster_key(scope, cluster, "");
}

}  // namespace gantry::ecs
