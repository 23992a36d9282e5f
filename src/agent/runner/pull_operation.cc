#include "agent/engine/image_names.h"
#include "agent/runner/operation.h"

namespace gantry::agent {
namespace {

/// Action Pull: ends with Pulled or Failed.
class PullOperation final : public Operation {
  public:
    PullOperation(OperationTools tools, std::string task, std::string container)
        : Operation(tools, std::move(task), std::move(container), tools.config.pull_limit) {}

  private:
    void attempt() override {
        const ContainerSpec* spec = container_spec();
        const ContainerState* state = container_state();
        if (spec == nullptr || state == nullptr) return end();
        image_ = by_digest(spec->image, state->image_digest);
        ImageStore::Listener listener;
        listener.on_pull_began = [this] { tell(event::PullBegan{container_}); };
        listener.on_pull_ended = [this] { tell(event::PullEnded{}); };
        listener.on_done = [this](Result<runtime::ImageStatus> image) { on_image(image); };
        const std::string name = image_ == spec->image ? "" : full_image_name(spec->image);
        waiting_ = tools_.images.get({image_, name, login()}, std::move(listener));
    }

    void on_image(const Result<runtime::ImageStatus>& image) {
        const auto self = shared_from_this();
        if (image) return end_with(event::Pulled{container_, digest_of(image_, *image)});
        if (image.error().kind == ErrorKind::Unavailable) return try_again();
        end_with(
            event::Failed{container_, runtime_reason("CannotPullContainerError", image.error())}
        );
    }

    void on_limit() override {
        waiting_.reset();
        tell(event::PullEnded{});
        end_with(event::Failed{container_, timeout_reason("pulled", tools_.config.pull_limit)});
    }

    std::string image_;
    std::shared_ptr<void> waiting_;
};

}  // namespace

std::shared_ptr<Operation> make_pull_operation(
    OperationTools tools, std::string task, std::string container
) {
    return std::make_shared<PullOperation>(tools, std::move(task), std::move(container));
}

}  // namespace gantry::agent
