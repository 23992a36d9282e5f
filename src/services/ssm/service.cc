#include "services/ssm/service.h"

#include "api/ssm/operations.h"
#include "services/ssm/api/operation_table.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

using service::Treatment;

constexpr std::string_view kOnlyParameters =
    "parameters only: there is nothing of the other types, their ids are `InvalidResourceId`";

constexpr service::UnsupportedMember kUnsupported[] = {
    {"AddTagsToResource", "ResourceType", Treatment::RefusedByOperation, kOnlyParameters},
    {"DescribeParameters", "Shared", Treatment::Ignored, "nothing is shared: the list is empty"},
    {"ListTagsForResource", "ResourceType", Treatment::RefusedByOperation, kOnlyParameters},
    {"PutParameter",
     "DataType=aws:ssm:integration",
     Treatment::Refused,
     "no services outside are called"},
    {"PutParameter",
     "Policies",
     Treatment::Kept,
     "Expiration deletes the parameter; the notifications are kept only, as nothing sends events"},
    {"RemoveTagsFromResource", "ResourceType", Treatment::RefusedByOperation, kOnlyParameters},
};

std::optional<service::RowAddress> row_of_arn(std::string_view arn) {
    const Reference reference = parse_reference({}, arn);
    if (!reference.by_arn || reference.name.empty() || is_public_name(reference.name)) {
        return std::nullopt;
    }
    return service::RowAddress{"ssm.parameters", reference.key()};
}

}  // namespace

const service::Service& service() {
    static const service::Service kService{
        .name = "ssm",
        .title = "AWS Systems Manager Parameter Store",
        .model = &api::ssm::service,
        .operations = operations(),
        .unsupported = kUnsupported,
        .refusal_code = "UnsupportedOperation",
        .make = [](const service::Surroundings&) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>();
        },
        .find_row = &row_of_arn,
        .resources = "a parameter",
    };
    return kService;
}

}  // namespace gantry::ssm
