#include <algorithm>
#include <set>

#include "services/ecs/api/definition/validate.h"
#include "services/ecs/api/names.h"
#include "services/ecs/placement/query.h"
#include "wire/json_codec.h"

namespace gantry::ecs::definition {
namespace {

constexpr std::size_t kMaxContainers = 10;
constexpr std::size_t kMaxConstraints = 10;
constexpr std::size_t kMaxBytes = 65536;
constexpr std::size_t kMaxImageLength = 255;
constexpr std::size_t kMaxRoleNameLength = 64;
constexpr std::size_t kSha256Digits = 64;

Result<void> check_family(const Subject& subject) {  // TD-001, TD-002
    const std::string& family = text_of(subject.input.family);
    if (family.empty()) return refuse("Family can not be blank.");
    if (!is_resource_name(family)) return refuse("Family contains invalid characters.");
    return {};
}

Result<void> check_size(const Subject& subject) {  // TD-005
    const std::size_t bytes = wire::encode_json(subject.input).size();
    if (bytes <= kMaxBytes) return {};
    return refuse("Actual length: '{}'. Max allowed length is '{}' bytes.", bytes, kMaxBytes);
}

Result<void> check_container_count(const Subject& subject) {  // TD-003, TD-004
    if (subject.containers.empty()) return refuse("Container list cannot be empty.");
    if (subject.containers.size() > kMaxContainers) return refuse("Too many containers.");
    return {};
}

Result<void> check_container_name(const Subject&, const Container& container) {  // TD-006
    const std::string& name = text_of(container.name);
    if (name.empty()) return refuse("Container.name should not be null or empty.");
    if (!is_resource_name(name)) return refuse("Container.name contains invalid characters.");
    return {};
}

Result<void> check_unique_names(const Subject& subject) {  // TD-007
    std::set<std::string> names;
    for (const Container& container : subject.containers) {
        if (!names.insert(text_of(container.name)).second) {
            return refuse("Container names must be unique within a task definition.");
        }
    }
    return {};
}

bool is_image_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxImageLength && std::ranges::all_of(name, [](char c) {
        return has_name_characters({&c, 1}) || c == ':' || c == '.' || c == '/' || c == '#';
    });
}

bool is_digest(std::string_view digest) {
    constexpr std::string_view kPrefix = "sha256:";
    if (!digest.starts_with(kPrefix)) return false;
    digest.remove_prefix(kPrefix.size());
    return digest.size() == kSha256Digits && std::ranges::all_of(digest, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Result<void> check_image(const Subject&, const Container& container) {  // TD-008
    const std::string_view image = text_of(container.image);
    if (image.empty()) return refuse("Container.image should not be null or empty.");
    const std::size_t at = image.find('@');
    const bool good = is_image_name(image.substr(0, at)) &&
                      (at == std::string_view::npos || is_digest(image.substr(at + 1)));
    if (!good) return refuse("Container.image contains invalid characters.");
    return {};
}

Result<void> check_essential(const Subject& subject) {  // TD-009
    const bool has_one = std::ranges::any_of(subject.containers, [](const Container& container) {
        return container.essential.value_or(true);
    });
    if (!has_one) return refuse("Task definition doesn't have any essential container");
    return {};
}

bool is_role_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxRoleNameLength &&
           std::ranges::all_of(name, [](char c) {
               return has_name_characters({&c, 1}) ||
                      std::string_view("+=,.@").find(c) != std::string_view::npos;
           });
}

/// A name, or arn:<partition>:iam::<account>:role/<path and name>.
bool is_role(std::string_view role) {
    if (!role.starts_with("arn:")) return is_role_name(role);
    constexpr std::string_view kService = ":iam::";
    constexpr std::string_view kType = ":role/";
    constexpr std::size_t kAccountLength = 12;
    const std::size_t service = role.find(kService);
    if (service == std::string_view::npos) return false;
    const std::string_view rest = role.substr(service + kService.size());
    const std::size_t type = rest.find(kType);
    const std::size_t name = rest.rfind('/');
    return type == kAccountLength &&
           rest.substr(0, type).find_first_not_of("0123456789") == std::string_view::npos &&
           is_role_name(rest.substr(name + 1));
}

Result<void> check_roles(const Subject& subject) {  // TD-011
    for (const auto* role : {&subject.input.task_role_arn, &subject.input.execution_role_arn}) {
        if (*role && !is_role(**role)) return refuse("Role is not valid");
    }
    return {};
}

Result<void> check_retired(const Subject& subject) {
    if (!each(subject.input.inference_accelerators).empty()) {
        return refuse("Unsupported field 'inferenceAccelerators'");
    }
    return {};
}

Result<void> check_constraints(const Subject& subject) {
    const auto& constraints = each(subject.input.placement_constraints);
    if (constraints.size() > kMaxConstraints) {
        return refuse("placementConstraints can have at most {} items.", kMaxConstraints);
    }
    for (const auto& constraint : constraints) {
        const auto query = placement::Query::parse(text_of(constraint.expression));
        if (!query) return refuse("Invalid placement constraint: {}", query.error().message);
    }
    return {};
}

}  // namespace

Result<void> check_general(const Subject& subject) {
    if (auto good =
            run_checks(subject, {check_retired, check_family, check_container_count, check_size});
        !good) {
        return good;
    }
    if (auto good = run_checks(subject, {check_container_name, check_image}); !good) return good;
    return run_checks(
        subject, {check_unique_names, check_essential, check_roles, check_constraints}
    );
}

}  // namespace gantry::ecs::definition
