#include "services/s3/files/outside_upload.h"

#include <mutex>
#include <optional>
#include <utility>

#include "services/s3/files/body_store.h"
#include "services/s3/files/sums.h"
#include "services/s3/files/wanted_checksums.h"

namespace gantry::s3 {
namespace {

/// How long the data is: where it comes in chunks of S3's, what is in them. It is said
/// (signed_body.h).
std::string length_of(const net::HttpRequest& head) {
    const std::string* stated = head.headers.find("x-amz-content-sha256");
    const bool chunked = stated != nullptr && stated->starts_with("STREAMING-");
    const std::string* length =
        head.headers.find(chunked ? "x-amz-decoded-content-length" : "content-length");
    return length == nullptr ? "0" : *length;
}

/// Nothing is asked there before the first byte has come: who may not put anything is refused
/// before.
class Upload final : public net::BodySink, public std::enable_shared_from_this<Upload> {
  public:
    Upload(
        std::shared_ptr<OutsideThere> there,
        std::string file,
        const net::HttpRequest& head,
        std::shared_ptr<const service::TakenSum> taken,
        service::BodyKeeper::Received received
    )
        : there_(std::move(there)),
          file_(std::move(file)),
          length_(length_of(head)),
          sums_(wanted_checksums(head), std::move(taken)),
          received_(std::move(received)) {}

    bool on_begin(std::function<void()> resume) override {
        resume_ = std::move(resume);
        return true;
    }
    bool on_bytes(std::string_view bytes) override {
        sums_.update(bytes);
        if (held_.empty()) {
            held_ = bytes;
            return begin_there();
        }
        const bool wanted = to_ == nullptr || to_->on_bytes(held_);
        held_ = bytes;
        return wanted;
    }
    void on_end(Result<void> how) override {
        {
            const std::lock_guard lock(mutex_);
            if (!how) {
                failure_ = how.error();
            } else if (!failure_) {
                body_ = sums_.finish(file_);
            }
        }
        // A body of no bytes is kept nowhere.
        if (to_ == nullptr) return end(body_ ? Result<api::FileBody>(*body_) : *failure_);
        const auto to = std::exchange(to_, nullptr);
        if (how) to->on_bytes(held_);
        to->on_end(std::move(how));
    }

  private:
    bool begin_there() {
        net::Headers headers;
        headers.add("Content-Length", length_);
        const Outside& where = there_->outside;
        to_ = there_->relay(
            outside_request(where, "PUT", file_, "", std::move(headers), OutsideThere::now()),
            [self = shared_from_this()](const Result<net::HttpResponse>& answer) {
                self->on_answer(answer);
            }
        );
        if (to_ != nullptr) return to_->on_begin(std::move(resume_));
        const std::lock_guard lock(mutex_);
        failure_ = cannot_keep_body();
        return true;
    }

    /// On the relays' thread; before the body's end only where nothing came of it.
    void on_answer(const Result<net::HttpResponse>& answer) {
        std::optional<api::FileBody> body;
        std::optional<Error> failure;
        {
            const std::lock_guard lock(mutex_);
            body = body_;
            failure = failure_;
        }
        if (failure) return end(*failure);
        if (answer && answer->status == 200 && body) return end(*std::move(body));
        const std::string why = answer ? std::to_string(answer->status) : answer.error().message;
        log_error("s3_body_not_kept", {{"why", why}});
        end(cannot_keep_body());
    }
    void end(Result<api::FileBody> body) { std::exchange(received_, nullptr)(std::move(body)); }

    const std::shared_ptr<OutsideThere> there_;
    const std::string file_;
    const std::string length_;
    std::function<void()> resume_;
    std::shared_ptr<net::BodySink> to_;
    std::string held_;
    BodySums sums_;
    service::BodyKeeper::Received received_;

    std::mutex mutex_;
    std::optional<api::FileBody> body_;
    std::optional<Error> failure_;
};

}  // namespace

std::shared_ptr<net::BodySink> receive_outside(
    const std::shared_ptr<OutsideThere>& there,
    const std::string& file,
    const net::HttpRequest& head,
    std::shared_ptr<const service::TakenSum> taken,
    service::BodyKeeper::Received received
) {
    return std::make_shared<Upload>(there, file, head, std::move(taken), std::move(received));
}

}  // namespace gantry::s3
