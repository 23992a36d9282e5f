#include "service/dispatcher.h"

#include <fmt/format.h>

#include "base/sabotage.h"
#include "base/turn_watch.h"

namespace gantry::service {
namespace {

/// How often a read is made anew when what it saw turned out not to be durable.
constexpr int kReadAttempts = 4;

Error not_loaded(const core::Core& core) {
    return Error{
        ErrorKind::Unavailable,
        "ServerException",
        core.closed()
            ? "This Gantry has ended its work: another one writes. " + core.closed()->message
            : "The state store cannot be read at the moment; Gantry keeps trying. Its log says "
              "why.",
        {},
    };
}

}  // namespace

struct Dispatcher::Work {
    ReadRequest request;
    Answer answer;

    [[nodiscard]] std::string cause() const {
        return fmt::format("{} {}", request.operation->name, request.id);
    }
};

Dispatcher::Dispatcher(
    const std::unique_ptr<core::Core>& core,
    const Registry& registry,
    IdSource& ids,
    const Settings& settings,
    Loop& workers
)
    : core_(core), registry_(registry), workers_(workers), runner_(registry, ids, settings) {}

void Dispatcher::run(ReadRequest request, Answer answer) {
    if (!core_->available()) return answer(not_loaded(*core_));
    const auto work = std::make_shared<Work>(std::move(request), std::move(answer));
    if (work->request.needs_rows()) {
        attempt(work, kReadAttempts);
    } else {
        run_rowless(work, kReadAttempts);
    }
}

void Dispatcher::admit_body(
    std::shared_ptr<const ReadRequest> request, std::function<void(Result<void>)> answer
) {
    if (!core_->available()) return answer(not_loaded(*core_));
    auto admitted = runner_.admit_body(*request, core_->loop().now());
    core_->after_durable([answer = std::move(answer),
                          admitted = std::move(admitted)](const Result<void>& durable) {
        answer(durable ? admitted : durable);
    });
}

void Dispatcher::run_rowless(const std::shared_ptr<Work>& work, int attempts) {
    if (!core_->available()) return work->answer(not_loaded(*core_));
    // By policies that may not be durable yet.
    auto admitted = runner_.admit(work->request, core_->loop().now());
    core_->after_durable(
        [this, work, attempts, admitted = std::move(admitted)](const Result<void>& durable) {
            if (!durable && attempts > 1) return run_rowless(work, attempts - 1);
            if (!durable) return work->answer(durable.error());
            if (!admitted) return work->answer(admitted.error());
            workers_.post([work, call = *admitted] {
                work->answer(OperationRunner::run_rowless(work->request, call));
            });
        }
    );
}

void Dispatcher::attempt(const std::shared_ptr<Work>& work, int attempts) {
    if (!core_->available()) return work->answer(not_loaded(*core_));
    core::Transaction tx;
    auto result = runner_.run(work->request, core_->loop().now(), tx);
    commit(work, std::move(tx), std::move(result), attempts);
}

void Dispatcher::commit(
    const std::shared_ptr<Work>& work, core::Transaction tx, Result<Decided> decided, int attempts
) {
    const bool writes = !tx.empty();
    // Errors and reads wait too: what they tell of other rows must be durable. Where it turned out
    // not to be, they are made anew from what is.
    auto settled =
        [this, work, attempts, writes, decided = std::move(decided)](const Result<void>& durable) {
            const TurnPart part(work->request.operation->name, work->request.id);
            if (durable) {
                release(work, decided);
            } else if (!writes && attempts > 1) {
                attempt(work, attempts - 1);
            } else {
                work->answer(durable.error());
            }
        };
    if (writes && sabotaged(Sabotage::AnswerEarly)) {
        core_->commit(std::move(tx), work->cause());
        settled({});
    } else if (writes) {
        core_->commit(std::move(tx), work->cause(), std::move(settled));
    } else {
        core_->after_durable(std::move(settled));
    }
}

void Dispatcher::release(const std::shared_ptr<Work>& work, const Result<Decided>& decided) {
    if (!decided) return work->answer(decided.error());
    if (!decided->finish) return work->answer(decided->answer());
    decided->finish(decided->output, [work, output = decided->answer()](Result<void> done) {
        if (!done) return work->answer(done.error());
        work->answer(output);
    });
}

void Dispatcher::run_json(
    aws::Caller caller,
    std::string service,
    std::string operation,
    std::string id,
    std::string body,
    JsonAnswer answer
) {
    auto request = read(json_request(
        registry_,
        std::move(caller),
        std::move(id),
        std::move(service),
        std::move(operation),
        std::move(body)
    ));
    if (!request) return answer(request.error());
    run(*std::move(request), [answer = std::move(answer)](const Result<Output>& output) {
        if (!output) return answer(output.error());
        answer(output->json());
    });
}

}  // namespace gantry::service
