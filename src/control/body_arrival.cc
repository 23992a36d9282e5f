#include "control/body_arrival.h"

#include <utility>

namespace gantry::control {

class BodyArrival::Gate final : public net::BodySink {
  public:
    Gate(std::shared_ptr<BodyArrival> arrival, std::shared_ptr<net::BodySink> to)
        : arrival_(std::move(arrival)), to_(std::move(to)) {}

    bool on_begin(std::function<void()> resume) override {
        const bool wanted = to_->on_begin(resume);
        const std::lock_guard lock(arrival_->mutex_);
        if (arrival_->open_) return wanted;
        if (wanted) arrival_->resume_ = std::move(resume);
        return false;
    }
    bool on_bytes(std::string_view bytes) override { return to_->on_bytes(bytes); }
    void on_end(Result<void> how) override { to_->on_end(std::move(how)); }

  private:
    std::shared_ptr<BodyArrival> arrival_;
    std::shared_ptr<net::BodySink> to_;
};

std::shared_ptr<net::BodySink> BodyArrival::gate(std::shared_ptr<net::BodySink> to) {
    return std::make_shared<Gate>(shared_from_this(), std::move(to));
}

void BodyArrival::let_in() {
    std::function<void()> resume;
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
        resume = std::exchange(resume_, nullptr);
    }
    if (resume) resume();
}

void BodyArrival::end(Result<api::FileBody> body) {
    Then then;
    {
        const std::lock_guard lock(mutex_);
        resume_ = nullptr;
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
