#include "control/body_arrival.h"

#include <utility>

namespace gantry::control {

std::shared_ptr<net::BodySink> BodyArrival::gate(std::shared_ptr<net::BodySink> to) {
    auto gate = std::make_shared<service::BodyGate>(std::move(to));
    gate_ = gate;
    return gate;
}

void BodyArrival::let_in() {
    if (const auto gate = gate_.lock()) gate->open();
}

void BodyArrival::end(Result<api::FileBody> body) {
    Then then;
    {
        const std::lock_guard lock(mutex_);
        if (!then_) {
            body_ = std::move(body);
            return;
        }
        then = std::exchange(then_, nullptr);
    }
    then(std::move(body));
}

void BodyArrival::wait(Then then) {
    std::optional<Result<api::FileBody>> body;
    {
        const std::lock_guard lock(mutex_);
        if (!body_) {
            then_ = std::move(then);
            return;
        }
        body = std::exchange(body_, std::nullopt);
    }
    then(*std::move(body));
}

}  // namespace gantry::control
