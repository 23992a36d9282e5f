#include "agent/engine/image_names.h"
#include "agent/runner/operation.h"

namespace gantry::agent {
namespace {

/// Action Resolve: ends with Resolved; with Pulled where the image is here already; or with Failed.
class ResolveOperation final : public Operation {
  public:
    ResolveOperation(OperationTools tools, std::string task, std::string container)
        : Operation(tools, std::move(task), std::move(container), Duration::zero()) {}

  private:
    void attempt() override {
        const ContainerSpec* spec = container_spec();
        if (spec == nullptr || !still_wanted()) return end();
        waiting_ = tools_.images.questions().ask(
            spec->image,
            login(),
            [this](const Result<ImageQuestions::Answer>& answer) { on_answer(answer); }
        );
    }

    void on_answer(const Result<ImageQuestions::Answer>& answer) {
        const auto self = shared_from_this();
        if (answer && answer->at_hand) {
            return end_with(event::Pulled{container_, answer->digest});
        }
        if (answer) return end_with(event::Resolved{container_, answer->digest});
        if (answer.error().kind == ErrorKind::Unavailable) return try_again();
        end_with(event::Failed{
            container_, runtime_reason("CannotPullImageManifestError", answer.error())
        });
    }

    void on_limit() override {}  // it has none: the store's tries come to an end

    std::shared_ptr<void> waiting_;
};

}  // namespace

std::shared_ptr<Operation> make_resolve_operation(
    OperationTools tools, std::string task, std::string container
) {
    return std::make_shared<ResolveOperation>(tools, std::move(task), std::move(container));
}

}  // namespace gantry::agent
