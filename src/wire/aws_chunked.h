#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/checksum.h"
#include "wire/digest.h"
#include "wire/sigv4.h"

/// S3's own chunks, within what HTTP calls the body: each may be signed, chained to the one before,
/// and fields may follow the last. Pure. Source: S3 API Reference, "Transferring Payload in
/// Multiple Chunks" and "Including Trailing Headers".
///
///     400;chunk-signature=<64 hexadecimal digits>\r\n <1024 bytes> \r\n … 0;chunk-signature=…\r\n
///     x-amz-checksum-crc32c:sOO8/Q==\r\n x-amz-trailer-signature:…\r\n \r\n
namespace gantry::wire {

constexpr bool is_chunked(Payload payload) {
    return payload >= Payload::SignedChunks;
}

/// What a request's head says of the chunks to come.
struct ChunkedBody {
    Payload payload = Payload::ChunksTrailer;
    std::uint64_t decoded_length = 0;   ///< bytes, of all chunks
    std::vector<std::string> trailers;  ///< the fields to follow them: lower case, sorted

    /// The one that follows; nothing where none does.
    [[nodiscard]] std::optional<ChecksumKind> checksum() const;
};
/// Of a body whose length is not told.
Error missing_content_length();
/// Errors: MissingContentLength where the decoded length is not told, InvalidRequest for fields
/// that may not follow: only one checksum may.
Result<ChunkedBody> read_chunked_body(const HttpView& head, Payload payload);

/// What the chunks of one request are signed with, and the signature that the next is chained to.
struct ChunkSigner {
    Sha256 key{};
    std::string amz_date;
    std::string scope;      ///< "20130524/us-east-1/s3/aws4_request"
    std::string signature;  ///< first the request's own

    /// The signature of the next chunk; `signature` becomes it.
    std::string sign_chunk(std::string_view data_hash);
    /// @param trailers as they are signed: "name:value\n", sorted
    std::string sign_trailers(std::string_view trailers);
};
/// Of a request whose chunks are signed, else nothing.
std::optional<ChunkSigner> chunk_signer(const HeadSignature& head);

/// Takes the chunks apart. Keeps no more of them than a line. What it gives out is good only once
/// finish() says so: a chunk's signature is known to be right at its end, the checksum at the end
/// of all.
class AwsChunkedReader {
  public:
    /// @param signer nothing: signatures are not looked at
    AwsChunkedReader(ChunkedBody body, std::optional<ChunkSigner> signer);

    /// Appends the data in `bytes` to `out`. After an error it gives nothing more, and the same
    /// error. Errors: SignatureDoesNotMatch; BadDigest; IncompleteBody for more or less data than
    /// was told; InvalidChunkSizeError for signed chunks under 8 KiB that are not the last;
    /// MalformedTrailerError; InvalidRequest for what are no chunks.
    Result<void> feed(std::string_view bytes, std::string& out);

    /// The body has ended. Errors: as above; IncompleteBody.
    Result<void> finish();

    /// The fields that followed, by their names in lower case, without the signature. After
    /// finish().
    [[nodiscard]] const std::vector<HeaderField>& trailers() const { return trailers_; }
    /// The bytes of the checksum that followed, which is that of the data; empty where none did.
    /// After finish().
    [[nodiscard]] const std::string& checksum() const { return checksum_bytes_; }

  private:
    enum class State { Size, Data, DataEnd, Trailer, End, Done, Failed };

    [[nodiscard]] bool is_signed() const { return body_.payload != Payload::ChunksTrailer; }
    void take_line_char(char c);
    void end_line();
    void begin_chunk(std::string_view line);
    [[nodiscard]] bool read_size_line(std::string_view line, std::uint64_t& size);
    void end_data();
    std::size_t take_data(std::string_view bytes, std::string& out);
    void check_chunk();
    void take_trailer(std::string_view line);
    void end_trailers();
    void check_checksum();
    void fail(Error why);

    ChunkedBody body_;
    std::optional<ChunkSigner> signer_;
    State state_ = State::Size;
    std::optional<Error> failure_;
    std::string line_;               ///< what has come of it
    std::size_t trailer_bytes_ = 0;  ///< so far
    std::uint64_t received_ = 0;     ///< data
    std::uint64_t chunk_size_ = 0;   ///< of the present chunk
    std::uint64_t remaining_ = 0;    ///< of its data
    std::string chunk_signature_;    ///< as sent
    Checksum chunk_hash_{ChecksumKind::Sha256};
    std::optional<ChecksumKind> checksum_kind_;
    std::optional<Checksum> checksum_;
    std::string checksum_bytes_;
    std::vector<HeaderField> trailers_;
    std::string trailer_signature_;
};

/// The data of chunks that are all at hand, as the body of `request`.
/// @param signer nothing: signatures are not looked at
/// Errors: those of read_chunked_body and of AwsChunkedReader.
Result<std::string> read_chunks(
    const HttpView& request, Payload payload, std::optional<ChunkSigner> signer
);

}  // namespace gantry::wire
