// S3's chunks where a body is held in memory: operations see the data in them, once it is what was
// signed.
#include <fmt/format.h>

#include "control/plane_fixture.h"
#include "wire/aws_chunked.h"
#include "wire/derived_keys.h"
#include "wire/digest.h"

namespace gantry::control::test {
namespace {

using testing::HasSubstr;
using wire::ChunkSigner;

constexpr const char* kSignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
constexpr const char* kSignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
constexpr const char* kUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
constexpr std::string_view kTagging =
    "<Tagging><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>";

std::string crc32_of(std::string_view data) {
    wire::Checksum sum(wire::ChecksumKind::Crc32);
    sum.update(data);
    return wire::to_base64(sum.finish());
}

std::string signed_chunk(ChunkSigner& signer, std::string_view data) {
    const std::string signature = signer.sign_chunk(wire::to_hex(wire::sha256(data)));
    return fmt::format("{:x};chunk-signature={}\r\n", data.size(), signature) +
           (data.empty() ? std::string() : std::string(data) + "\r\n");
}
std::string signed_chunks(ChunkSigner signer, std::string_view data) {
    return signed_chunk(signer, data) + signed_chunk(signer, "") + "\r\n";
}
std::string signed_chunks_and_trailer(ChunkSigner signer, std::string_view data) {
    std::string text = signed_chunk(signer, data) + signed_chunk(signer, "");
    const std::string field = "x-amz-checksum-crc32:" + crc32_of(data);
    text += field + "\r\n";
    return text + "x-amz-trailer-signature:" + signer.sign_trailers(field + "\n") + "\r\n\r\n";
}
std::string plain_chunks(std::string_view data, const std::string& crc32) {
    return fmt::format(
        "{:x}\r\n{}\r\n0\r\nx-amz-checksum-crc32:{}\r\n\r\n", data.size(), data, crc32
    );
}

class ChunkedBodies : public PlaneTest {
  protected:
    void begin(AuthMode auth) {
        start(auth);
        ASSERT_EQ(
            send(sign("PUT", "/bucket-b", {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}})).status,
            200
        );
    }

    [[nodiscard]] net::HttpRequest sign(
        const std::string& method, const std::string& target, Fields fields
    ) const {
        fields.emplace_back("Host", "127.0.0.1");
        return signed_by(
            make_request(method, target, fields), root, RealClock{}.now(), {"us-east-1", "s3"}
        );
    }

    /// What a client of that head signs chunks with.
    [[nodiscard]] ChunkSigner signer_of(const net::HttpRequest& head) const {
        const std::string& authorization = *head.headers.find("authorization");
        const std::string& time = *head.headers.find("x-amz-date");
        const std::string day = time.substr(0, 8);
        return {
            wire::derive_signing_key(root.secret_access_key, day, "us-east-1", "s3"),
            time,
            day + "/us-east-1/s3/aws4_request",
            authorization.substr(authorization.rfind('=') + 1),
        };
    }

    /// Sets the bucket's tags by the body that `make_body` makes for a signed head: "200", or the
    /// status and the code of the error.
    using MakeBody = std::function<std::string(const ChunkSigner&)>;
    [[nodiscard]] std::string put(
        const std::string& payload, const MakeBody& make_body, const Fields& more = {}
    ) const {
        Fields fields{{"x-amz-content-sha256", payload}};
        fields.insert(fields.end(), more.begin(), more.end());
        net::HttpRequest request = sign("PUT", "/bucket-b?tagging", fields);
        request.body = make_body(signer_of(request));
        return told(send(request));
    }
    /// The same of a body whose data is kTagging.
    [[nodiscard]] std::string put_tagging(
        const std::string& payload, const MakeBody& make_body, bool with_trailer
    ) const {
        Fields more{{"x-amz-decoded-content-length", std::to_string(kTagging.size())}};
        if (with_trailer) more.emplace_back("x-amz-trailer", "x-amz-checksum-crc32");
        return put(payload, make_body, more);
    }
    static std::string told(const net::HttpResponse& answer) {
        const std::size_t start = answer.body.find("<Code>");
        if (start == std::string::npos) return std::to_string(answer.status);
        const std::size_t end = answer.body.find("</Code>");
        return fmt::format("{} {}", answer.status, answer.body.substr(start + 6, end - start - 6));
    }

    [[nodiscard]] std::string tags() const {
        return send(sign("GET", "/bucket-b?tagging", {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}})
        )
            .body;
    }

    void expect_no_tags() const { EXPECT_THAT(tags(), HasSubstr("NoSuchTagSet")); }
    void expect_tags() const { EXPECT_THAT(tags(), HasSubstr("<Value>blue</Value>")); }
};

TEST_F(ChunkedBodies, OfSignedChunksAreTaken) {
    begin(AuthMode::Verify);
    const auto body = [](const ChunkSigner& signer) { return signed_chunks(signer, kTagging); };
    EXPECT_EQ(put_tagging(kSignedChunks, body, false), "200");
    expect_tags();
}

TEST_F(ChunkedBodies, OfSignedChunksAndATrailerAreTaken) {
    begin(AuthMode::Verify);
    const auto body = [](const ChunkSigner& signer) {
        return signed_chunks_and_trailer(signer, kTagging);
    };
    EXPECT_EQ(put_tagging(kSignedTrailer, body, true), "200");
    expect_tags();
}

TEST_F(ChunkedBodies, OfUnsignedChunksAreTaken) {
    begin(AuthMode::Verify);
    const auto body = [](const ChunkSigner&) { return plain_chunks(kTagging, crc32_of(kTagging)); };
    EXPECT_EQ(put_tagging(kUnsignedTrailer, body, true), "200");
    expect_tags();
}

TEST_F(ChunkedBodies, ThatNobodySignedAreRefused) {
    begin(AuthMode::Verify);
    const auto raw = [](const ChunkSigner&) { return std::string(kTagging); };
    EXPECT_EQ(put_tagging(kSignedChunks, raw, false), "400 IncompleteBody");
    EXPECT_EQ(put_tagging(kSignedTrailer, raw, true), "400 IncompleteBody");
    EXPECT_EQ(put_tagging(kUnsignedTrailer, raw, true), "400 IncompleteBody");
    const auto line = [](const ChunkSigner&) { return std::string(kTagging) + "\r\n"; };
    EXPECT_EQ(put_tagging(kSignedChunks, line, false), "400 InvalidRequest");
    EXPECT_EQ(put(kSignedChunks, raw), "411 MissingContentLength");
    const auto wrong = [](ChunkSigner signer) {
        signer.key = {};
        return signed_chunks(signer, kTagging);
    };
    EXPECT_EQ(put_tagging(kSignedChunks, wrong, false), "403 SignatureDoesNotMatch");
    const auto none = [](const ChunkSigner&) { return std::string(); };
    EXPECT_EQ(put_tagging(kSignedChunks, none, false), "400 IncompleteBody");
    expect_no_tags();
}

TEST_F(ChunkedBodies, WithAWrongTrailerAreRefused) {
    begin(AuthMode::Verify);
    const auto other_sum = [](const ChunkSigner&) {
        return plain_chunks(kTagging, crc32_of("other"));
    };
    EXPECT_EQ(put_tagging(kUnsignedTrailer, other_sum, true), "400 BadDigest");
    const auto other_signature = [](const ChunkSigner& signer) {
        std::string body = signed_chunks_and_trailer(signer, kTagging);
        char& digit = body[body.size() - 5];
        digit = digit == '0' ? '1' : '0';
        return body;
    };
    EXPECT_EQ(put_tagging(kSignedTrailer, other_signature, true), "403 SignatureDoesNotMatch");
    expect_no_tags();
}

TEST_F(ChunkedBodies, AndOthersThatAreTooLargeAreRefusedInS3sWords) {
    begin(AuthMode::Verify);
    const auto answer = [this](const std::string& target, const std::string& length) {
        net::HttpRequest request =
            sign("PUT", target, {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}});
        request.headers.add("Content-Length", length);
        return told(send(request));
    };
    EXPECT_EQ(answer("/bucket-b?tagging", "4194305"), "400 EntityTooLarge");
    EXPECT_EQ(answer("/bucket-b/key", "6442450944"), "400 EntityTooLarge");
}

TEST_F(ChunkedBodies, ThatTurnOutTooLargeAreRefusedInTheirProtocol) {
    begin(AuthMode::Verify);
    const auto answer = [this](const net::HttpRequest& request) {
        auto socket = connect();
        socket.send(wire_text(request) + "400001\r\n");  // of HTTP's chunks
        return socket.read_response();
    };
    net::HttpRequest tagging =
        sign("PUT", "/bucket-b?tagging", {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}});
    tagging.headers.add("Transfer-Encoding", "chunked");
    EXPECT_EQ(told(answer(tagging)), "400 EntityTooLarge");
    net::HttpRequest clusters = signed_by(call("ListClusters", ""), root);
    clusters.headers.add("Transfer-Encoding", "chunked");
    const auto json = answer(clusters);
    EXPECT_EQ(json.status, 413);
    EXPECT_THAT(json.body, HasSubstr("\"__type\":\"RequestEntityTooLargeException\""));
}

TEST_F(ChunkedBodies, AreTakenApartAlsoWhereSignaturesAreNotLookedAt) {
    begin(AuthMode::Any);
    const auto raw = [](const ChunkSigner&) { return std::string(kTagging); };
    EXPECT_EQ(put_tagging(kUnsignedTrailer, raw, true), "400 IncompleteBody");
    EXPECT_EQ(
        put_tagging("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", raw, false), "400 InvalidArgument"
    );
    expect_no_tags();
    const auto body = [](const ChunkSigner&) { return plain_chunks(kTagging, crc32_of(kTagging)); };
    EXPECT_EQ(put_tagging(kUnsignedTrailer, body, true), "200");
    expect_tags();
}

}  // namespace
}  // namespace gantry::control::test
