#include "services/s3/port.h"

#include <optional>
#include <utility>

#include "api/s3/put_object_request.h"
#include "core/core.h"
#include "service/operation_runner.h"
#include "service/registry.h"
#include "services/s3/files/sums.h"

namespace gantry::s3 {
namespace {

using api::s3::PutObjectRequest;

/// PutObject of that object, as a client's request is read. Its body is empty yet.
Result<service::ReadRequest> read_put(
    const service::OperationRunner& runner,
    const aws::Caller& caller,
    const std::string& id,
    const NewObject& object
) {
    return runner.read(service::Request{
        .caller = caller,
        .id = id,
        .service = "s3",
        .operation = "PutObject",
        .decode = [&object](void* input, wire::UnknownEnumValue*) -> Result<void> {
            auto& put = *static_cast<PutObjectRequest*>(input);
            put.bucket = object.bucket;
            put.key = object.key;
            put.content_type = object.content_type;
            return {};
        },
    });
}

class PiecewiseObject final : public ObjectInTheMaking,
                              public std::enable_shared_from_this<PiecewiseObject> {
  public:
    PiecewiseObject(
        const service::Surroundings& around,
        service::BodyKeeper& keeper,
        aws::Caller caller,
        NewObject object
    )
        : around_(around),
          keeper_(keeper),
          runner_(around.services, around.ids, around.settings),
          caller_(std::move(caller)),
          object_(std::move(object)),
          id_(around.ids.uuid()) {}

    /// Who may not put it is told before anything is written.
    [[nodiscard]] Result<void> admit() const {
        const auto request = read_put(runner_, caller_, id_, object_);
        if (!request) return request.error();
        return runner_.admit_body(*request, around_.loop.now());
    }

    bool write(std::string_view bytes) override {
        const auto more = static_cast<std::int64_t>(bytes.size());
        const bool room = waiting_.size() + bytes.size() <= kMostWaiting;
        if (failure_ || ended_ || !room || bytes_ + more > kMostBytes) return false;
        bytes_ += more;
        sums_.update(bytes);
        waiting_ += bytes;
        if (waiting_.size() >= kPiece) next_piece();
        return true;
    }

    void finish(std::function<void(Result<void>)> done) override {
        ended_ = true;
        done_ = std::move(done);
        next_piece();
    }

  private:
    /// One at a time: they stay in order.
    void next_piece() {
        if (under_way_) return;
        if (failure_ || waiting_.empty()) {
            if (done_) put();
            return;
        }
        under_way_ = true;
        const std::string piece = waiting_.substr(0, kPiece);
        waiting_.erase(0, piece.size());
        net::HttpRequest head;
        head.headers.add("content-length", std::to_string(piece.size()));
        const auto sink = keeper_.receive(
            head,
            nullptr,
            [weak = weak_from_this(), &loop = around_.loop](Result<api::FileBody> kept) {
                loop.post([weak, kept = std::move(kept)] {
                    if (const auto self = weak.lock()) self->on_kept(kept);
                });
            }
        );
        sink->on_begin([] {});
        sink->on_bytes(piece);
        sink->on_end({});
    }

    void on_kept(const Result<api::FileBody>& kept) {
        under_way_ = false;
        if (kept) {
            body_.parts.insert(body_.parts.end(), kept->parts.begin(), kept->parts.end());
        } else {
            failure_ = kept.error();
            waiting_.clear();
        }
        if (done_ || waiting_.size() >= kPiece) next_piece();
    }

    void put() {
        if (failure_) return fail(*failure_);
        auto request = read_put(runner_, caller_, id_, object_);
        if (!request) return fail(request.error());
        body_.md5 = sums_.finish("").md5;
        *request->body = body_;
        core::Transaction tx;
        const auto decided = runner_.run(*request, around_.loop.now(), tx);
        if (!decided) return fail(decided.error());
        around_.core->commit(
            std::move(tx),
            "PutObject " + id_,
            [self = shared_from_this()](const Result<void>& how) {
                if (!how) return self->fail(how.error());
                std::exchange(self->done_, nullptr)({});
            }
        );
    }

    void fail(const Error& why) {
        if (!body_.parts.empty()) keeper_.discard(body_);
        std::exchange(done_, nullptr)(why);
    }

    const service::Surroundings& around_;
    service::BodyKeeper& keeper_;
    const service::OperationRunner runner_;
    const aws::Caller caller_;
    const NewObject object_;
    const std::string id_;
    std::string waiting_;
    bool under_way_ = false;  ///< a piece is being written
    std::int64_t bytes_ = 0;
    BodySums sums_{{}};
    api::FileBody body_;  ///< what is in files
    std::optional<Error> failure_;
    bool ended_ = false;  ///< nothing more is written
    std::function<void(Result<void>)> done_;
};

}  // namespace

Result<std::shared_ptr<ObjectInTheMaking>> begin_object(
    const service::Surroundings& around, aws::Caller caller, NewObject object
) {
    const auto* entry = around.services.find("s3");
    service::BodyKeeper* const keeper = entry == nullptr ? nullptr : entry->instance->bodies();
    if (keeper == nullptr) return unavailable("There is no S3 here.");
    auto made =
        std::make_shared<PiecewiseObject>(around, *keeper, std::move(caller), std::move(object));
    if (auto good = made->admit(); !good) return good.error();
    return std::shared_ptr<ObjectInTheMaking>(std::move(made));
}

}  // namespace gantry::s3
