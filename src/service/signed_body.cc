#include "service/signed_body.h"

#include "wire/aws_chunked.h"
#include "wire/sigv4_canonical.h"

namespace gantry::service {
namespace {

/// Hands on what `decode` makes of a body, and its end once.
class CheckedBody : public net::BodySink {
  public:
    explicit CheckedBody(std::shared_ptr<net::BodySink> to) : to_(std::move(to)) {}

    bool on_begin(std::function<void()> resume) final { return to_->on_begin(std::move(resume)); }

    bool on_bytes(std::string_view bytes) final {
        if (ended_) return true;
        data_.clear();
        if (const auto good = decode(bytes, data_); !good) {
            end(good);
            return true;
        }
        return data_.empty() || to_->on_bytes(data_);
    }

    void on_end(Result<void> how) final {
        if (!ended_) end(how ? finish() : std::move(how));
    }

  protected:
    virtual Result<void> decode(std::string_view bytes, std::string& data) = 0;
    virtual Result<void> finish() = 0;

  private:
    void end(Result<void> how) {
        ended_ = true;
        to_->on_end(std::move(how));
    }

    std::shared_ptr<net::BodySink> to_;
    std::string data_;
    bool ended_ = false;
};

class ChunkedSink final : public CheckedBody {
  public:
    ChunkedSink(
        wire::AwsChunkedReader reader,
        std::shared_ptr<TakenSum> taken,
        std::shared_ptr<net::BodySink> to
    )
        : CheckedBody(std::move(to)), reader_(std::move(reader)), taken_(std::move(taken)) {}

  private:
    Result<void> decode(std::string_view bytes, std::string& data) override {
        return reader_.feed(bytes, data);
    }
    Result<void> finish() override {
        auto good = reader_.finish();
        if (good && taken_ != nullptr) taken_->bytes = reader_.checksum();
        return good;
    }

    wire::AwsChunkedReader reader_;
    std::shared_ptr<TakenSum> taken_;
};

class HashedSink final : public CheckedBody {
  public:
    HashedSink(
        std::string expected, std::shared_ptr<TakenSum> taken, std::shared_ptr<net::BodySink> to
    )
        : CheckedBody(std::move(to)), expected_(std::move(expected)), taken_(std::move(taken)) {}

  private:
    Result<void> decode(std::string_view bytes, std::string& data) override {
        hash_.update(bytes);
        data = bytes;
        return {};
    }
    Result<void> finish() override {
        std::string hash = hash_.finish();
        if (wire::to_hex(wire::as_bytes(hash)) != expected_) return wire::payload_mismatch();
        if (taken_ != nullptr) taken_->bytes = std::move(hash);
        return {};
    }

    std::string expected_;
    std::shared_ptr<TakenSum> taken_;
    wire::Checksum hash_{wire::ChecksumKind::Sha256};
};

}  // namespace

std::shared_ptr<TakenSum> sum_to_take(const wire::HttpView& head) {
    const auto payload = wire::read_payload(head);
    if (!payload) return nullptr;
    if (*payload == wire::Payload::Hashed) {
        return std::make_shared<TakenSum>(wire::ChecksumKind::Sha256);
    }
    if (!wire::is_chunked(*payload)) return nullptr;
    const auto body = wire::read_chunked_body(head, *payload);
    const auto kind = body ? body->checksum() : std::nullopt;
    return kind ? std::make_shared<TakenSum>(*kind) : nullptr;
}

Result<std::shared_ptr<net::BodySink>> signed_body(
    const wire::HttpView& head,
    const std::optional<wire::HeadSignature>& signature,
    std::shared_ptr<TakenSum> taken,
    std::shared_ptr<net::BodySink> to
) {
    const auto payload = wire::read_payload(head);
    if (!payload) return payload.error();
    const bool tells_length = wire::sigv4::find_header(head, "content-length") != nullptr;
    if (!wire::is_chunked(*payload) && !tells_length) return wire::missing_content_length();
    if (*payload == wire::Payload::Hashed) {
        const std::string* stated = wire::sigv4::find_header(head, "x-amz-content-sha256");
        return std::make_shared<HashedSink>(*stated, std::move(taken), std::move(to));
    }
    if (!wire::is_chunked(*payload)) return to;
    auto body = wire::read_chunked_body(head, *payload);
    if (!body) return body.error();
    auto signer = signature ? wire::chunk_signer(*signature) : std::nullopt;
    return std::make_shared<ChunkedSink>(
        wire::AwsChunkedReader(std::move(*body), std::move(signer)), std::move(taken), std::move(to)
    );
}

}  // namespace gantry::service
