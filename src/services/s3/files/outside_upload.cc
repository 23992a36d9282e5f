#include "services/s3/files/outside_upload.h"

#include <mutex>
#include <optional>
#include <utility>

#include "services/s3/files/body_store.h"
#include "services/s3/files/sums.h"
#include "services/s3/files/wanted_checksums.h"

namespace gantry::s3 {
namespace {

/// How long the data is, without S3's chunks around it.
const std::string* length_of(const net::HttpRequest& head) {
    const std::string* decoded = head.headers.find("x-amz-decoded-content-length");
    return decoded != nullptr ? decoded : head.headers.find("content-length");
}

class Upload final : public net::BodySink, public std::enable_shared_from_this<Upload> {
  public:
    Upload(
        std::string file,
        const std::vector<wire::ChecksumKind>& checksums,
        service::BodyKeeper::Received received
    )
        : file_(std::move(file)), sums_(checksums), received_(std::move(received)) {}

    /// Not for a body of no bytes, which is kept nowhere.
    void begin_there(OutsideThere& there, const std::string& length) {
        net::Headers headers;
        headers.add("Content-Length", length);
        to_ = there.relay(
            outside_request(there.outside, "PUT", file_, "", std::move(headers), there.now()),
            [self = shared_from_this()](const Result<net::HttpResponse>& answer) {
                self->on_answer(answer);
            }
        );
        if (to_ == nullptr) failure_ = cannot_keep_body();
    }

    bool on_begin(std::function<void()> resume) override {
        return to_ == nullptr || to_->on_begin(std::move(resume));
    }
    bool on_bytes(std::string_view bytes) override {
        sums_.update(bytes);
        const bool wanted = held_.empty() || to_ == nullptr || to_->on_bytes(held_);
        held_ = bytes;
        return wanted;
    }
    void on_end(Result<void> how) override {
        if (how && to_ != nullptr && !held_.empty()) to_->on_bytes(held_);
        {
            const std::lock_guard lock(mutex_);
            if (!how) {
                failure_ = how.error();
            } else if (!failure_) {
                body_ = sums_.finish(file_);
            }
        }
        if (to_ == nullptr) return end(body_ ? Result<api::FileBody>(*body_) : *failure_);
        std::exchange(to_, nullptr)->on_end(std::move(how));
    }

  private:
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

    const std::string file_;
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
    service::BodyKeeper::Received received
) {
    auto upload = std::make_shared<Upload>(file, wanted_checksums(head), std::move(received));
    const std::string* length = length_of(head);
    if (length != nullptr && *length != "0") upload->begin_there(*there, *length);
    return upload;
}

}  // namespace gantry::s3
