#include "wire/aws_chunked.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "wire/sigv4.h"

namespace gantry::wire {
namespace {

const Credentials kUploader{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
const SigningScope kS3{"us-east-1", "s3"};
constexpr SigningRules kRules{.encodes_path_once = true, .unsigned_payload = true};
const SysTime kMay24 = from_epoch_ms(1'369'353'600'000);

// What the S3 API Reference prints: 66,560 letters in chunks of 64 KiB and 1 KiB.
constexpr const char* kSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
constexpr const char* kChunk1 = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
constexpr const char* kChunk2 = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
constexpr const char* kChunk3 = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";
// And the same with a checksum behind.
constexpr const char* kSeedT = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
constexpr const char* kChunkT1 = "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2";
constexpr const char* kChunkT2 = "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7";
constexpr const char* kChunkT3 = "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992";
constexpr const char* kTrailer = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";

std::string chunk(const std::string& data, const std::string& signature) {
    return fmt::format("{:x};chunk-signature={}\r\n{}\r\n", data.size(), signature, data);
}
std::string last_chunk(const std::string& signature) {
    return fmt::format("0;chunk-signature={}\r\n", signature);
}

const std::string kData(66'560, 'a');
std::string example_body() {
    return chunk(kData.substr(0, 65'536), kChunk1) + chunk(kData.substr(65'536), kChunk2) +
           last_chunk(kChunk3) + "\r\n";
}
std::string example_body_with_trailer(const std::string& checksum = "sOO8/Q==") {
    return chunk(kData.substr(0, 65'536), kChunkT1) + chunk(kData.substr(65'536), kChunkT2) +
           last_chunk(kChunkT3) + "x-amz-checksum-crc32c:" + checksum +
           "\r\nx-amz-trailer-signature:" + kTrailer + "\r\n\r\n";
}

std::vector<HeaderField> example_head(const std::string& payload) {
    std::vector<HeaderField> headers{
        {"Host", "s3.amazonaws.com"},
        {"x-amz-date", "20130524T000000Z"},
        {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
        {"x-amz-content-sha256", payload},
        {"Content-Encoding", "aws-chunked"},
        {"x-amz-decoded-content-length", "66560"},
    };
    std::string names =
        "content-encoding;host;x-amz-content-sha256;x-amz-date;"
        "x-amz-decoded-content-length;x-amz-storage-class";
    const char* seed = kSeedT;
    if (payload.ends_with("TRAILER")) {
        headers.emplace_back("x-amz-trailer", "x-amz-checksum-crc32c");
        names += ";x-amz-trailer";
    } else {
        headers.emplace_back("Content-Length", "66824");
        names.insert(names.find("host"), "content-length;");
        seed = kSeed;
    }
    headers.emplace_back(
        "Authorization",
        fmt::format(
            "AWS4-HMAC-SHA256 Credential={}/20130524/us-east-1/s3/aws4_request,"
            "SignedHeaders={},Signature={}",
            kUploader.access_key_id,
            names,
            seed
        )
    );
    return headers;
}

AwsChunkedReader example_reader(const std::string& payload) {
    const std::vector<HeaderField> headers = example_head(payload);
    const HttpView head{"PUT", "/examplebucket/chunkObject.txt", headers, ""};
    const auto find = [](std::string_view, std::string_view) {
        return std::optional<SigningKey>({kUploader.secret_access_key, {}, {}});
    };
    const auto verified = verify_head(head, kS3, find, kMay24, kRules);
    EXPECT_TRUE(verified) << verified.error().message;
    auto body = read_chunked_body(head, verified->payload);
    EXPECT_TRUE(body);
    return {std::move(*body), chunk_signer(*verified)};
}
constexpr const char* kSigned = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
constexpr const char* kSignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

/// What a reader makes of a body: its data, or the code of its error.
std::string read_chunks(AwsChunkedReader reader, std::string_view body) {
    std::string out;
    if (const auto fed = reader.feed(body, out); !fed) return fed.error().code;
    if (const auto done = reader.finish(); !done) return done.error().code;
    return out;
}

TEST(AwsChunked, ReadsThePublishedExample) {
    EXPECT_EQ(read_chunks(example_reader(kSigned), example_body()), kData);
}

TEST(AwsChunked, ReadsThePublishedExampleWithATrailer) {
    AwsChunkedReader reader = example_reader(kSignedTrailer);
    std::string out;
    ASSERT_TRUE(reader.feed(example_body_with_trailer(), out));
    ASSERT_TRUE(reader.finish());
    EXPECT_EQ(out, kData);
    const std::vector<HeaderField> expected{{"x-amz-checksum-crc32c", "sOO8/Q=="}};
    EXPECT_EQ(reader.trailers(), expected);
}

TEST(AwsChunked, RefusesWhatWasNotSigned) {
    for (const std::size_t at : {std::size_t{200}, example_body().find('\r') - 1}) {
        std::string body = example_body();
        body[at] = body[at] == 'b' ? 'c' : 'b';
        EXPECT_EQ(read_chunks(example_reader(kSigned), body), "InvalidSignatureException") << at;
    }
    const std::string swapped = example_body_with_trailer("AAAAAA==");
    EXPECT_EQ(read_chunks(example_reader(kSignedTrailer), swapped), "InvalidSignatureException");
    std::string bare = example_body_with_trailer();
    bare.replace(bare.find("x-amz-trailer-signature"), 92, "\r\n");
    EXPECT_EQ(read_chunks(example_reader(kSignedTrailer), bare), "InvalidSignatureException");
    EXPECT_EQ(
        read_chunks(
            example_reader(kSigned),
            chunk(kData.substr(65'536), kChunk2) + chunk(kData.substr(0, 65'536), kChunk1)
        ),
        "InvalidSignatureException"
    ) << "chunks in another order";
}

// Unsigned chunks, as SDKs send them by default.

AwsChunkedReader unsigned_reader(std::uint64_t length, std::vector<std::string> trailers = {}) {
    return {{Payload::ChunksTrailer, length, std::move(trailers)}, std::nullopt};
}

TEST(AwsChunked, ReadsUnsignedChunksWithAChecksumBehind) {
    const std::string body =
        "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
    EXPECT_EQ(read_chunks(unsigned_reader(11, {"x-amz-checksum-crc32"}), body), "hello world");
    EXPECT_EQ(read_chunks(unsigned_reader(0), "0\r\n\r\n"), "");
    EXPECT_EQ(read_chunks(unsigned_reader(1), "1\r\na\r\n0\r\n\r\n"), "a");
}

TEST(AwsChunked, RefusesAnotherChecksum) {
    const auto with = [](const std::string& trailer) {
        return read_chunks(
            unsigned_reader(1, {"x-amz-checksum-crc32"}), "1\r\na\r\n0\r\n" + trailer + "\r\n\r\n"
        );
    };
    EXPECT_EQ(with("x-amz-checksum-crc32:6Le+Qw=="), "a");
    EXPECT_EQ(with("X-Amz-Checksum-Crc32: 6Le+Qw== "), "a");
    EXPECT_EQ(with("x-amz-checksum-crc32:6Le+Qg=="), "BadDigest");
    EXPECT_EQ(with("x-amz-checksum-crc32:6Le+"), "InvalidRequest");
    EXPECT_EQ(with("x-amz-checksum-crc32c:6Le+Qw=="), "MalformedTrailerError");
    EXPECT_EQ(with("x-amz-checksum-crc32"), "MalformedTrailerError");
    EXPECT_EQ(with("x-amz-meta-a:1\r\nx-amz-checksum-crc32:6Le+Qw=="), "MalformedTrailerError");
    EXPECT_EQ(with(std::string(800, 'x') + ":1"), "MalformedTrailerError");
    EXPECT_EQ(with(std::string(8000, 'x') + ":1"), "InvalidRequest") << "a line without end";
    EXPECT_EQ(
        read_chunks(unsigned_reader(1, {"x-amz-checksum-crc32"}), "1\r\na\r\n0\r\n\r\n"),
        "MalformedTrailerError"
    );
}

TEST(AwsChunked, RefusesADifferentLength) {
    EXPECT_EQ(read_chunks(unsigned_reader(2), "1\r\na\r\n0\r\n\r\n"), "IncompleteBody");
    EXPECT_EQ(read_chunks(unsigned_reader(1), "2\r\nab\r\n0\r\n\r\n"), "IncompleteBody");
    EXPECT_EQ(read_chunks(unsigned_reader(1), "fffffffffffffff\r\n"), "IncompleteBody");
    for (const char* cut : {"", "1", "1\r\n", "1\r\na", "1\r\na\r\n", "1\r\na\r\n0\r\n"}) {
        EXPECT_EQ(read_chunks(unsigned_reader(1), cut), "IncompleteBody") << cut;
    }
}

TEST(AwsChunked, RefusesWhatAreNoChunks) {
    for (const char* body :
         {"\r\n",
          "x\r\n",
          "-1\r\n",
          "+1\r\na\r\n",
          "0x1\r\na\r\n",
          " 1\r\na\r\n",
          "1 \r\na\r\n",
          "1\na\r\n",
          "1\r\nab\r\n",
          "1;chunk-signature=0\r\na\r\n",
          "10000000000000000\r\n",
          "1\r\na\r\n0\r\n\r\nx"}) {
        EXPECT_EQ(read_chunks(unsigned_reader(1), body), "InvalidRequest") << body;
    }
    EXPECT_EQ(
        read_chunks({{Payload::SignedChunks, 1, {}}, std::nullopt}, "1\r\na\r\n"), "InvalidRequest"
    );
}

TEST(AwsChunked, RefusesSmallSignedChunksBeforeTheLast) {
    const auto sized = [](std::size_t first) {
        return read_chunks(
            {{Payload::SignedChunks, first + 1, {}}, std::nullopt},
            chunk(std::string(first, 'a'), "0") + chunk("b", "0") + last_chunk("0") + "\r\n"
        );
    };
    EXPECT_EQ(sized(8191), "InvalidChunkSizeError");
    EXPECT_EQ(sized(8192), std::string(8192, 'a') + "b");
}

TEST(AwsChunked, StaysWithItsFirstError) {
    AwsChunkedReader reader = unsigned_reader(1);
    std::string out;
    const auto first = reader.feed("1\r\na\r\nwhat\r\n", out);
    ASSERT_FALSE(first);
    EXPECT_EQ(reader.feed("0\r\n\r\n", out).error(), first.error());
    EXPECT_EQ(reader.finish().error(), first.error());
    EXPECT_EQ(out, "a");
}

TEST(AwsChunked, GivesTheSameHoweverItsBodyIsCut) {
    const std::string body = example_body_with_trailer();
    Random random(7);
    for (int round = 0; round < 200; ++round) {
        AwsChunkedReader reader = example_reader(kSignedTrailer);
        const std::size_t most = round % 2 == 0 ? 70'000 : 300;
        std::string out;
        for (std::string_view rest = body; !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(1 + random.below(most), rest.size());
            ASSERT_TRUE(reader.feed(rest.substr(0, size), out));
            rest.remove_prefix(size);
        }
        ASSERT_TRUE(reader.finish());
        ASSERT_EQ(out, kData);
    }
}

// Heads

std::string head_of(const std::vector<HeaderField>& headers, Payload payload) {
    const auto body = read_chunked_body({"PUT", "/b/k", headers, ""}, payload);
    if (!body) return body.error().code;
    return fmt::format("{} {}", body->decoded_length, fmt::join(body->trailers, ","));
}

TEST(AwsChunked, IsAnnouncedByItsHead) {
    const HeaderField length{"X-Amz-Decoded-Content-Length", "12"};
    const auto trailer = [&](std::string names, Payload payload = Payload::ChunksTrailer) {
        return head_of({length, {"X-Amz-Trailer", std::move(names)}}, payload);
    };
    EXPECT_EQ(head_of({length}, Payload::SignedChunks), "12 ");
    EXPECT_EQ(trailer("x-amz-checksum-sha256"), "12 x-amz-checksum-sha256");
    EXPECT_EQ(trailer(" X-Amz-Checksum-CRC64NVME ,"), "12 x-amz-checksum-crc64nvme");
    EXPECT_EQ(trailer("x-amz-meta-a"), "InvalidRequest");
    EXPECT_EQ(trailer("x-amz-checksum-crc32,x-amz-checksum-sha1"), "InvalidRequest");
    EXPECT_EQ(trailer("x-amz-checksum-sha1", Payload::SignedChunks), "InvalidRequest");
    EXPECT_EQ(head_of({}, Payload::ChunksTrailer), "MissingContentLength");
    for (const char* text : {"", "-1", "1x", "99999999999999999999"}) {
        EXPECT_EQ(
            head_of({{"X-Amz-Decoded-Content-Length", text}}, Payload::ChunksTrailer),
            "MissingContentLength"
        );
    }
}

}  // namespace
}  // namespace gantry::wire
