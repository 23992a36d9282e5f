#include "services/ssm/service.h"

#include "api/ssm/operations.h"
#include "services/ssm/api/operation_table.h"
#include "services/ssm/managed/registration.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

using enum service::Treatment;

constexpr std::string_view kOnlyParameters = "parameters and managed instances only";

// clang-format off
constexpr service::UnsupportedMember kUnsupported[] = {
    {"AddTagsToResource", "ResourceType=Association", Refused, kOnlyParameters},
    {"AddTagsToResource", "ResourceType=Automation", Refused, kOnlyParameters},
    {"AddTagsToResource", "ResourceType=Document", Refused, kOnlyParameters},
    {"AddTagsToResource", "ResourceType=MaintenanceWindow", Refused, kOnlyParameters},
    {"AddTagsToResource", "ResourceType=OpsItem", Refused, kOnlyParameters},
    {"AddTagsToResource", "ResourceType=OpsMetadata", Refused, kOnlyParameters},
    {"AddTagsToResource", "ResourceType=PatchBaseline", Refused, kOnlyParameters},
    {"CreateActivation", "RegistrationMetadata", Ignored, "reserved for AWS's own use"},
    {"DescribeParameters", "Shared", Ignored, "nothing is shared: the list is empty"},
    {"GetParameter", "Name=/aws/reference/secretsmanager/*", Refused, "secrets are read from Secrets Manager itself"},
    {"GetParameter", "Name=/aws/service/*", Kept, "answered from a table of Gantry's own: image ids stand for no image"},
    {"GetParameters", "Names[]=/aws/reference/secretsmanager/*", Refused, "secrets are read from Secrets Manager itself"},
    {"GetParameters", "Names[]=/aws/service/*", Kept, "answered from a table of Gantry's own: image ids stand for no image"},
    {"GetParametersByPath", "Path=/aws/service/*", Kept, "answered from a table of Gantry's own: image ids stand for no image"},
    {"ListTagsForResource", "ResourceType=Association", Refused, kOnlyParameters},
    {"ListTagsForResource", "ResourceType=Automation", Refused, kOnlyParameters},
    {"ListTagsForResource", "ResourceType=Document", Refused, kOnlyParameters},
    {"ListTagsForResource", "ResourceType=MaintenanceWindow", Refused, kOnlyParameters},
    {"ListTagsForResource", "ResourceType=OpsItem", Refused, kOnlyParameters},
    {"ListTagsForResource", "ResourceType=OpsMetadata", Refused, kOnlyParameters},
    {"ListTagsForResource", "ResourceType=PatchBaseline", Refused, kOnlyParameters},
    {"PutParameter", "DataType=aws:ssm:integration", Refused, "no services outside are called"},
    {"PutParameter", "Policies", Kept, "Expiration deletes the parameter; the notifications are kept only, as nothing sends events"},
    {"RemoveTagsFromResource", "ResourceType=Association", Refused, kOnlyParameters},
    {"RemoveTagsFromResource", "ResourceType=Automation", Refused, kOnlyParameters},
    {"RemoveTagsFromResource", "ResourceType=Document", Refused, kOnlyParameters},
    {"RemoveTagsFromResource", "ResourceType=MaintenanceWindow", Refused, kOnlyParameters},
    {"RemoveTagsFromResource", "ResourceType=OpsItem", Refused, kOnlyParameters},
    {"RemoveTagsFromResource", "ResourceType=OpsMetadata", Refused, kOnlyParameters},
    {"RemoveTagsFromResource", "ResourceType=PatchBaseline", Refused, kOnlyParameters},
    {"UpdateServiceSetting", "SettingId=/ssm/parameter-store/high-throughput-enabled", Kept, "nothing is throttled"},
};
// clang-format on

std::optional<service::RowAddress> row_of_arn(std::string_view arn) {
    if (std::string key = managed_instance_key(arn); !key.empty()) {
        return service::RowAddress{"ssm.managed_instances", std::move(key)};
    }
    const Reference reference = parse_reference({}, arn);
    if (!reference.by_arn || reference.name.empty() || is_public_name(reference.name)) {
        return std::nullopt;
    }
    return service::RowAddress{"ssm.parameters", reference.key()};
}

}  // namespace

bool Instance::has_ended(const aws::Session& session, SysTime) const {
    return machine_session_has_ended(rows(), session);
}

const service::Service& service() {
    static const service::Service kService{
        .name = "ssm",
        .title = "AWS Systems Manager",
        .model = &api::ssm::service,
        .operations = operations(),
        .unsupported = kUnsupported,
        .refusal_code = "UnsupportedOperation",
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &row_of_arn,
        .resources = "a parameter or managed instance",
    };
    return kService;
}

}  // namespace gantry::ssm
