// Bodies in S3's chunks over real sockets, into the sink of a service that only keeps them.
#include "service/signed_body.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/thread_loop.h"
#include "net/test_peer.h"
#include "wire/aws_chunked.h"
#include "wire/digest.h"

namespace gantry::service {
namespace {

using testing::StartsWith;

const wire::Credentials kStorer{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
const wire::SigningScope kStore{"us-east-1", "s3"};
constexpr wire::SigningRules kStoreRules{.encodes_path_once = true, .unsigned_payload = true};
constexpr const char* kSigned = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

std::optional<wire::SigningKey> find_storer(std::string_view id, std::string_view /*token*/) {
    if (id != kStorer.access_key_id) return std::nullopt;
    return wire::SigningKey{kStorer.secret_access_key, std::nullopt, {}};
}

const std::string kFirst(100'000, 'a');
/// Of kFirst and "end" in chunks: data, and three sizes with their signatures.
constexpr std::size_t kLength = 100'003 + (5 + 1 + 1) + 3 * (1 + 16 + 64 + 2 + 2);

std::vector<wire::HeaderField> decoded(std::size_t bytes) {
    return {{"x-amz-decoded-content-length", std::to_string(bytes)}};
}

/// Keeps a body; answers at its end with it and what sum was taken of it, or with the error's code.
class KeptBody final : public net::BodySink {
  public:
    bool on_bytes(std::string_view bytes) override {
        body_ += bytes;
        return true;
    }
    void on_end(Result<void> how) override {
        if (!how) return respond({.body = how.error().code + ": " + how.error().message});
        if (taken != nullptr) body_ += " " + wire::to_base64(taken->bytes);
        respond({.body = body_});
    }
    net::Respond respond;
    std::shared_ptr<TakenSum> taken;

  private:
    std::string body_;
};

class SignedBody : public testing::Test {
  protected:
    void SetUp() override {
        handler_.head = [this](const net::HttpRequest& head) { return judge(head); };
        handler_.request = [](const net::HttpRequest& request, net::Respond respond) {
            std::any_cast<const std::shared_ptr<KeptBody>&>(request.note)->respond =
                std::move(respond);
        };
        auto started = net::start_http_server({}, handler_);
        ASSERT_TRUE(started);
        server_ = std::move(*started);
    }

    net::HeadVerdict judge(const net::HttpRequest& head) const {
        const auto refuse = [](const Error& why) { return net::HttpResponse{.body = why.code}; };
        const wire::HttpView view{head.method, head.target, head.headers.all(), ""};
        std::optional<wire::HeadSignature> signature;
        if (verifies_) {
            auto verified =
                wire::verify_head(view, kStore, find_storer, RealClock{}.now(), kStoreRules);
            if (!verified) return refuse(verified.error());
            signature = std::move(*verified);
        }
        const auto kept = std::make_shared<KeptBody>();
        kept->taken = sum_to_take(view);
        auto sink = signed_body(view, signature, kept->taken, kept);
        if (!sink) return refuse(sink.error());
        return net::TakeBody{.sink = *sink, .note = kept};
    }

    /// Sends a head, signed, and the body that `make_body` makes for its signature.
    using MakeBody = std::function<std::string(wire::ChunkSigner)>;
    std::string put(
        const std::string& payload,
        std::vector<wire::HeaderField> more,
        std::size_t length,
        const MakeBody& make_body
    ) {
        std::vector<wire::HeaderField> fields{{"Host", "h"}, {"x-amz-content-sha256", payload}};
        fields.insert(fields.end(), more.begin(), more.end());
        const wire::HttpView head{"PUT", "/bucket/a%20key", fields, ""};
        const auto added =
            wire::sign_request(head, kStorer, kStore, RealClock{}.now(), kStoreRules);
        fields.insert(fields.end(), added.begin(), added.end());
        std::string text = "PUT /bucket/a%20key HTTP/1.1\r\n";
        for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
        text += fmt::format("Content-Length: {}\r\n\r\n", length);
        auto socket = net::test::RawSocket::connect(server_->port());
        socket.send(text);
        socket.send(make_body(signer_of(fields)));
        return socket.read_response().body;
    }

    /// What a client of its own signs chunks with; of a head that is good.
    static wire::ChunkSigner signer_of(const std::vector<wire::HeaderField>& fields) {
        const wire::HttpView head{"PUT", "/bucket/a%20key", fields, ""};
        const auto verified =
            wire::verify_head(head, kStore, find_storer, RealClock{}.now(), kStoreRules);
        const auto signer = verified ? wire::chunk_signer(*verified) : std::nullopt;
        return signer.value_or(wire::ChunkSigner{});
    }

    /// Two chunks, the first of which is `first`.
    static std::string chunks(wire::ChunkSigner signer, const std::string& first) {
        const auto chunk = [&signer](const std::string& data) {
            const std::string hash = wire::to_hex(wire::sha256(data));
            return fmt::format(
                "{:x};chunk-signature={}\r\n{}\r\n", data.size(), signer.sign_chunk(hash), data
            );
        };
        return chunk(first) + chunk("end") + chunk("");
    }

    net::test::TestHandler handler_;
    std::unique_ptr<net::HttpServer> server_;
    bool verifies_ = true;
};

TEST(SignedBodyLength, HasToBeTold) {
    std::vector<wire::HeaderField> fields{{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}};
    const auto sink_of = [&fields] {
        const wire::HttpView head{"PUT", "/bucket/key", fields, ""};
        return signed_body(head, {}, sum_to_take(head), std::make_shared<KeptBody>());
    };
    ASSERT_FALSE(sink_of());
    EXPECT_EQ(sink_of().error().code, "MissingContentLength");
    fields.emplace_back("Content-Length", "5");
    EXPECT_TRUE(sink_of());
}

TEST_F(SignedBody, InChunksComesWithoutThem) {
    const std::string body =
        put(kSigned, decoded(100'003), kLength, [](auto signer) { return chunks(signer, kFirst); });
    EXPECT_EQ(body, kFirst + "end");
}

TEST_F(SignedBody, ThatWasChangedEndsInAnError) {
    const MakeBody change = [](auto signer) {
        std::string body = chunks(signer, kFirst);
        body[50'000] = 'b';
        return body;
    };
    EXPECT_THAT(put(kSigned, decoded(100'003), kLength, change), StartsWith("InvalidSignature"));
    verifies_ = false;
    EXPECT_EQ(put(kSigned, decoded(100'003), kLength, change).size(), 100'003U)
        << "signatures are not looked at";
}

TEST_F(SignedBody, OfAnotherLengthEndsInAnError) {
    const MakeBody right = [](auto signer) { return chunks(signer, kFirst); };
    EXPECT_THAT(put(kSigned, decoded(100'004), kLength, right), StartsWith("IncompleteBody"));
    EXPECT_EQ(put(kSigned, {}, kLength, right), "MissingContentLength");
}

TEST_F(SignedBody, HasTheHashThatItsHeadStates) {
    const MakeBody hello = [](const auto&) { return std::string("hello"); };
    EXPECT_EQ(
        put(wire::to_hex(wire::sha256("hello")), {}, 5, hello),
        "hello LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
    );
    EXPECT_THAT(
        put(wire::to_hex(wire::sha256("other")), {}, 5, hello),
        StartsWith("XAmzContentSHA256Mismatch")
    );
    EXPECT_EQ(put("UNSIGNED-PAYLOAD", {}, 5, hello), "hello");
    EXPECT_EQ(put("something", {}, 5, hello), "InvalidArgument");
}

TEST_F(SignedBody, UnsignedChunksHaveTheirChecksumBehind) {
    const auto with = [this](const std::string& checksum) {
        const std::string body =
            "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:" + checksum + "\r\n\r\n";
        return put(
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            {{"x-amz-decoded-content-length", "11"}, {"x-amz-trailer", "x-amz-checksum-crc32"}},
            body.size(),
            [&body](const auto&) { return body; }
        );
    };
    EXPECT_EQ(with("DUoRhQ=="), "hello world DUoRhQ==");
    EXPECT_THAT(with("DUoRhA=="), StartsWith("BadDigest"));
}

}  // namespace
}  // namespace gantry::service
