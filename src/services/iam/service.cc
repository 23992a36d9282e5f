#include "services/iam/service.h"

#include "api/iam/operations.h"
#include "services/iam/api/operation_table.h"
#include "services/iam/model/names.h"

namespace gantry::iam {
namespace {

struct Kind {
    std::string_view type;  // in ARNs
    std::string_view table;
};

constexpr Kind kKinds[] = {
    {"group", "iam.groups"},
    {"instance-profile", "iam.instance_profiles"},
    {"policy", "iam.policies"},
    {"role", "iam.roles"},
    {"user", "iam.users"},
};

std::optional<service::RowAddress> row_of_iam_arn(std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    for (const Kind& kind : kKinds) {
        if (kind.type != name.type || name.name.empty()) continue;
        return service::RowAddress{std::string(kind.table), entity_key(name.account, name.name)};
    }
    return std::nullopt;
}

}  // namespace

const service::Service& service() {
    static const service::Service kService{
        .name = "iam",
        .title = "AWS IAM",
        .model = &api::iam::service,
        .operations = operations(),
        .make = [](const service::Surroundings&) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>();
        },
        .find_row = &row_of_iam_arn,
        .resources = "an IAM role, user, group, policy or instance profile",
    };
    return kService;
}

}  // namespace gantry::iam
