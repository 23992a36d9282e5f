#include "service/body_gate.h"

#include <utility>

namespace gantry::service {

void BodyGate::open() {
    std::shared_ptr<net::BodySink> to;
    {
        const std::lock_guard lock(mutex_);
        to.swap(to_);
    }
    if (to) open(std::move(to));
}

void BodyGate::open(std::shared_ptr<net::BodySink> to) {
    // Whoever asks for more meanwhile gets it once there is somewhere to put it.
    const std::weak_ptr<BodyGate> weak = weak_from_this();
    const bool wanted = to->on_begin([weak] {
        if (const auto gate = weak.lock()) gate->go_on();
    });
    std::optional<Result<void>> ended;
    bool wanted_meanwhile = false;
    {
        const std::lock_guard lock(mutex_);
        ended = ended_;
        if (!ended) behind_ = to;
        wanted_meanwhile = wanted_;
    }
    if (ended) return to->on_end(*ended);
    if (wanted || wanted_meanwhile) go_on();
}

void BodyGate::go_on() {
    std::function<void()> resume;
    {
        const std::lock_guard lock(mutex_);
        wanted_ = true;
        if (behind_) resume = resume_;
    }
    if (resume) resume();
}

bool BodyGate::on_begin(std::function<void()> resume) {
    const std::lock_guard lock(mutex_);
    resume_ = std::move(resume);
    return behind_ && wanted_;
}

bool BodyGate::on_bytes(std::string_view bytes) {
    const auto there = behind();
    return there && there->on_bytes(bytes);
}

void BodyGate::on_end(Result<void> how) {
    std::shared_ptr<net::BodySink> there;
    {
        const std::lock_guard lock(mutex_);
        there = behind_ ? std::move(behind_) : std::move(to_);
        behind_ = to_ = nullptr;
        resume_ = nullptr;
        if (!there) {
            ended_ = std::move(how);
            return;
        }
    }
    there->on_end(std::move(how));
}

std::shared_ptr<net::BodySink> BodyGate::behind() {
    const std::lock_guard lock(mutex_);
    return behind_;
}

}  // namespace gantry::service
