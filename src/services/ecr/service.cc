#include "services/ecr/service.h"

#include <utility>

#include "api/ecr/operations.h"
#include "services/ecr/api/input_rules.h"
#include "services/ecr/api/operation_table.h"
#include "services/ecr/api/unsupported_members.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

/// Where there is no registry.
class NoStore final : public ImageStore {
  public:
    explicit NoStore(Loop& loop) : loop_(loop) {}

    void put_manifest(
        const std::string&, const std::string&, const std::string&, const std::string&, Done done
    ) override {
        refuse(std::move(done));
    }
    void delete_manifest(const std::string&, const std::string&, Done done) override {
        refuse(std::move(done));
    }
    void has_blob(const std::string&, const std::string&, Answer answer) override {
        refuse(std::move(answer));
    }

  private:
    template <class Callback>
    void refuse(Callback callback) {
        loop_.post([callback = std::move(callback)] {
            callback(unavailable("There is no registry to keep images in."));
        });
    }

    Loop& loop_;
};

std::unique_ptr<ImageStore> make_store(const Options& options, Loop& loop) {
    if (options.make_store) return options.make_store(loop);
    return std::make_unique<NoStore>(loop);
}

std::optional<service::RowAddress> find_row(std::string_view arn) {
    const auto named = parse_repository_arn(arn);
    if (!named) return std::nullopt;
    return service::RowAddress{"ecr.repositories", repository_key(named->scope, named->name)};
}

}  // namespace

Instance::Instance(const service::Surroundings& surroundings)
    : store_(make_store(surroundings.options.get<Options>(), surroundings.loop)),
      pusher_(rows(), surroundings.core, *store_) {}

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
