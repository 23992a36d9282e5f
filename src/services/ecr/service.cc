#include "services/ecr/service.h"

#include <utility>

#include "api/ecr/operations.h"
#include "services/ecr/api/input_rules.h"
#include "services/ecr/api/operation_table.h"
#include "services/ecr/api/unsupported_members.h"
#include "services/ecr/model/names.h"
#include "services/ecr/registry/store.h"
#include "wire/seal.h"

namespace gantry::ecr {
namespace {

constexpr std::size_t kSecretLength = 43;

std::unique_ptr<ImageStore> make_store(
    const Options& options, Loop& loop, RegistryProcess& process
) {
    if (options.make_store) return options.make_store(loop);
    return std::make_unique<RegistryStore>(loop, process);
}

ProcessOptions process_options(const Options& options) {
    return {.directory = options.directory, .program = options.program};
}

std::optional<service::RowAddress> find_row(std::string_view arn) {
    const auto named = parse_repository_arn(arn);
    if (!named) return std::nullopt;
    return service::RowAddress{"ecr.repositories", repository_key(named->scope, named->name)};
}

}  // namespace

Instance::Instance(const service::Surroundings& surroundings)
    : settings_(surroundings.settings),
      process_(process_options(surroundings.options.get<Options>())),
      store_(make_store(surroundings.options.get<Options>(), surroundings.loop, process_)),
      pusher_(rows(), surroundings.core, *store_),
      site_({surroundings, rows(), pusher_, process_}) {}

void Instance::start() {
    process_.sign_with(
        wire::derived_secret(settings_.secret, "ecr uploads", "docker-registry", kSecretLength)
    );
    pusher_.start();
}

const service::Service& service() {
    static const service::Service kService{
        .name = "ecr",
        .title = "Amazon ECR",
        .model = &api::ecr::service,
        .operations = operations(),
        .unsupported = unsupported_members(),
        .refusal_code = "UnsupportedOperationException",
        .input = input_rules(),
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &find_row,
        .resources = "a repository",
    };
    return kService;
}

}  // namespace gantry::ecr
