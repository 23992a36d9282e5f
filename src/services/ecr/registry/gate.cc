#include "services/ecr/registry/gate.h"

#include <utility>

namespace gantry::ecr {
namespace {

class Collector final : public net::BodySink {
  public:
    Collector(std::size_t max_bytes, std::function<void(Result<std::string>)> done)
        : max_bytes_(max_bytes), done_(std::move(done)) {}

    bool on_bytes(std::string_view bytes) override {
        if (!done_) return true;
        if (bytes.size() > max_bytes_ - body_.size()) {
            tell(Error{ErrorKind::InvalidArgument, "MANIFEST_INVALID", "it is too large", {}});
            return true;
        }
        body_ += bytes;
        return true;
    }
    void on_end(Result<void> how) override {
        if (!how) return tell(how.error());
        tell(std::move(body_));
    }

  private:
    void tell(Result<std::string> how) {
        if (const auto done = std::exchange(done_, nullptr)) done(std::move(how));
    }

    const std::size_t max_bytes_;
    std::string body_;
    std::function<void(Result<std::string>)> done_;
};

}  // namespace

void Gate::open(std::shared_ptr<net::BodySink> to) {
    // Whoever asks for more meanwhile gets it once there is somewhere to put it.
    const std::weak_ptr<Gate> weak = weak_from_this();
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

void Gate::go_on() {
    std::function<void()> resume;
    {
        const std::lock_guard lock(mutex_);
        wanted_ = true;
        if (behind_) resume = resume_;
    }
    if (resume) resume();
}

bool Gate::on_begin(std::function<void()> resume) {
    const std::lock_guard lock(mutex_);
    resume_ = std::move(resume);
    return false;
}

bool Gate::on_bytes(std::string_view bytes) {
    const auto there = behind();
    return there && there->on_bytes(bytes);
}

void Gate::on_end(Result<void> how) {
    std::shared_ptr<net::BodySink> there;
    {
        const std::lock_guard lock(mutex_);
        there = std::exchange(behind_, nullptr);
        resume_ = nullptr;
        if (!there) {
            ended_ = std::move(how);
            return;
        }
    }
    there->on_end(std::move(how));
}

std::shared_ptr<net::BodySink> Gate::behind() {
    const std::lock_guard lock(mutex_);
    return behind_;
}

std::shared_ptr<net::BodySink> collect_body(
    std::size_t max_bytes, std::function<void(Result<std::string>)> done
) {
    return std::make_shared<Collector>(max_bytes, std::move(done));
}

}  // namespace gantry::ecr
