#include "services/secretsmanager/service.h"

#include "api/secretsmanager/operations.h"
#include "services/secretsmanager/api/operation_table.h"
#include "services/secretsmanager/model/names.h"

namespace gantry::secretsmanager {
namespace {

using service::Treatment;

constexpr std::string_view kNoReplicas = "secrets are in one Region only";
constexpr std::string_view kNoPartners = "no secrets of partners are managed";
constexpr std::string_view kNoRotation = "nothing is rotated: there is no Lambda";

constexpr service::UnsupportedMember kUnsupported[] = {
    {"CreateSecret", "AddReplicaRegions", Treatment::Refused, kNoReplicas},
    {"CreateSecret", "ForceOverwriteReplicaSecret", Treatment::Ignored, kNoReplicas},
    {"CreateSecret", "Type", Treatment::Refused, kNoPartners},
    {"PutSecretValue", "RotationToken", Treatment::Ignored, kNoRotation},
    {"RotateSecret", "ClientRequestToken", Treatment::Ignored, kNoRotation},
    {"RotateSecret", "ExternalSecretRotationMetadata", Treatment::Refused, kNoPartners},
    {"RotateSecret", "ExternalSecretRotationRoleArn", Treatment::Refused, kNoPartners},
    {"RotateSecret",
     "RotateImmediately",
     Treatment::RefusedByOperation,
     "unless it is false, which keeps the schedule: there is no Lambda"},
    {"RotateSecret", "RotationLambdaARN", Treatment::Kept, kNoRotation},
    {"RotateSecret", "RotationRules", Treatment::Kept, kNoRotation},
    {"UpdateSecret", "Type", Treatment::Refused, kNoPartners},
};

/// Of whole ARNs: of less nobody can tell where the name ends.
std::optional<service::RowAddress> row_of_arn(std::string_view arn) {
    const Reference reference = parse_reference({}, arn);
    const std::string_view name = without_suffix(reference.name);
    if (reference.arn.empty() || name.size() == reference.name.size()) return std::nullopt;
    return service::RowAddress{"secretsmanager.secrets", secret_key(reference.scope, name)};
}

}  // namespace

const service::Service& service() {
    static const service::Service kService{
        .name = "secretsmanager",
        .title = "AWS Secrets Manager",
        .model = &api::secretsmanager::service,
        .operations = operations(),
        .unsupported = kUnsupported,
        .make = [](const service::Surroundings&) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>();
        },
        .find_row = &row_of_arn,
        .resources = "a secret",
    };
    return kService;
}

}  // namespace gantry::secretsmanager
