#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/iam/api/describe.h"
#include "services/iam/api/nouns.h"
#include "services/iam/api/roles.h"

namespace gantry::iam {
namespace {

struct KnownService {
    std::string_view host;
    std::string_view role;
};

// Source: IAM User Guide, "AWS services that work with IAM", and each service's own guide.
constexpr std::array kKnownServices{
    KnownService{"autoscaling.amazonaws.com", "AutoScaling"},
    KnownService{"ecs.amazonaws.com", "ECS"},
    KnownService{"ecs.application-autoscaling.amazonaws.com", "ApplicationAutoScaling_ECSService"},
    KnownService{"elasticloadbalancing.amazonaws.com", "ElasticLoadBalancing"},
    KnownService{"replication.ecr.amazonaws.com", "ECRReplication"},
    KnownService{"spot.amazonaws.com", "EC2Spot"},
    KnownService{"spotfleet.amazonaws.com", "EC2SpotFleet"},
};

/// "AWSServiceRoleForECS"; of services unknown here, their name with a capital.
std::string linked_role_name(std::string_view host, std::string_view suffix) {
    const auto* known = std::ranges::find(kKnownServices, host, &KnownService::host);
    std::string word(known != kKnownServices.end() ? known->role : host.substr(0, host.find('.')));
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') {
        word[0] = static_cast<char>(word[0] - 'a' + 'A');
    }
    std::string name = "AWSServiceRoleFor" + word;
    if (!suffix.empty()) name += fmt::format("_{}", suffix);
    return name;
}

std::string linked_trust(std::string_view host) {
    return fmt::format(
        R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{}"}},)"
        R"("Action":"sts:AssumeRole"}}]}})",
        host
    );
}

}  // namespace

Result<api::iam::CreateServiceLinkedRoleResponse> create_service_linked_role(
    Call& call, const api::iam::CreateServiceLinkedRoleRequest& input
) {
    const std::string host = input.aws_service_name.value_or("");
    if (host.find('.') == std::string::npos || host.find('"') != std::string::npos) {
        return invalid_input(fmt::format("{} is not a valid service name.", host));
    }
    RoleRow row;
    row.account = call.scope.account;
    row.name = linked_role_name(host, input.custom_suffix.value_or(""));
    if (call.tx.get(call.tables.roles, key_of(call, row.name))) {
        return invalid_input(fmt::format(
            "Service role name {} has been taken in this account, please try a different suffix.",
            row.name
        ));
    }
    row.path = fmt::format("/aws-service-role/{}/", host);
    row.id = draw_entity_id(call.ids, "AROA");
    row.arn = entity_arn(call.scope, "role", row.path, row.name);
    row.created = call.now;
    row.trust_policy = linked_trust(host);
    row.description = input.description;
    row.service = host;
    api::iam::CreateServiceLinkedRoleResponse out{.role = describe_role(row, Detail::Full)};
    out.role->role_last_used.reset();
    put_named(call, call.tables.roles, std::move(row));
    return out;
}

Result<api::iam::DeleteServiceLinkedRoleResponse> delete_service_linked_role(
    Call& call, const api::iam::DeleteServiceLinkedRoleRequest& input
) {
    const auto found = find_in<RoleNoun>(call, input);
    if (!found) return found.error();
    const RoleRow& row = **found;
    if (row.service.empty()) return not_found_by_name("role", row.name);
    call.tx.erase(call.tables.roles, key_of(call, row.name));
    return api::iam::DeleteServiceLinkedRoleResponse{
        .deletion_task_id = fmt::format("task{}{}/{}", row.path, row.name, call.ids.uuid()),
    };
}

Result<api::iam::GetServiceLinkedRoleDeletionStatusResponse>
get_service_linked_role_deletion_status(
    Call&, const api::iam::GetServiceLinkedRoleDeletionStatusRequest& input
) {
    const std::string id = input.deletion_task_id.value_or("");
    if (!id.starts_with("task/aws-service-role/")) {
        return no_such_entity(fmt::format("Deletion task {} cannot be found.", id));
    }
    return api::iam::GetServiceLinkedRoleDeletionStatusResponse{
        .status = api::iam::DeletionTaskStatusType::Succeeded,
    };
}

}  // namespace gantry::iam
