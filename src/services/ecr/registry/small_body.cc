#include "services/ecr/registry/small_body.h"

#include <string_view>
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

std::shared_ptr<net::BodySink> collect_body(
    std::size_t max_bytes, std::function<void(Result<std::string>)> done
) {
    return std::make_shared<Collector>(max_bytes, std::move(done));
}

}  // namespace gantry::ecr
