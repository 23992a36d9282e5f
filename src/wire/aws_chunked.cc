#include "wire/aws_chunked.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "wire/error_codec.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

using sigv4::find_header;
using sigv4::trim;

constexpr std::uint64_t kMinChunkBytes = 8192;
constexpr std::size_t kMaxLineBytes = 1024;
constexpr std::size_t kMaxTrailerBytes = 4096;
constexpr std::size_t kMaxSizeDigits = 15;
constexpr std::string_view kChunkSignature = "chunk-signature=";
constexpr std::string_view kTrailerSignature = "x-amz-trailer-signature";

Error chunk_refusal(std::string_view code, std::string message) {
    return {ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}
Error malformed_chunks(std::string what) {
    return chunk_refusal("InvalidRequest", std::move(what));
}
Error cut_short() {
    return chunk_refusal("IncompleteBody", "The request body terminated unexpectedly");
}
Error wrong_length() {
    return chunk_refusal(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the x-amz-decoded-content-length "
        "HTTP "
        "header"
    );
}
Error malformed_trailer() {
    return chunk_refusal(
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our "
        "published schema."
    );
}

/// The names in "x-amz-checksum-crc32, x-amz-…".
Result<std::vector<std::string>> read_trailer_names(std::string_view list) {
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string name = sigv4::to_lower(trim(list.substr(0, comma)));
        list.remove_prefix(std::min(comma + 1, list.size()));
        if (name.empty()) continue;
        if (!checksum_of_header(name)) {
            return malformed_chunks(
                "The value specified in the x-amz-trailer header is not supported"
            );
        }
        if (!names.empty()) {
            return malformed_chunks(
                "Expecting a single x-amz-checksum- header. Multiple checksum Types "
                "are not allowed."
            );
        }
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace

Error missing_content_length() {
    return chunk_refusal(
        "MissingContentLength", "You must provide the Content-Length HTTP header."
    );
}

std::optional<ChecksumKind> ChunkedBody::checksum() const {
    return trailers.empty() ? std::nullopt : checksum_of_header(trailers.front());
}

Result<ChunkedBody> read_chunked_body(const HttpView& head, Payload payload) {
    ChunkedBody body{.payload = payload, .decoded_length = 0, .trailers = {}};
    const std::string* length = find_header(head, "x-amz-decoded-content-length");
    const std::string_view text = length == nullptr ? std::string_view{} : trim(*length);
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, body.decoded_length);
    if (text.empty() || error != std::errc{} || stop != end) {
        return missing_content_length();
    }
    const std::string* trailer = find_header(head, "x-amz-trailer");
    if (trailer == nullptr) return body;
    if (payload == Payload::SignedChunks) {
        return malformed_chunks("x-amz-trailer needs an x-amz-content-sha256 that ends in -TRAILER"
        );
    }
    auto names = read_trailer_names(*trailer);
    if (!names) return names.error();
    body.trailers = std::move(*names);
    return body;
}

std::string ChunkSigner::sign_chunk(std::string_view data_hash) {
    static const std::string kNoHash = to_hex(sha256(""));
    const std::string text = fmt::format(
        "AWS4-HMAC-SHA256-PAYLOAD\n{}\n{}\n{}\n{}\n{}",
        amz_date,
        scope,
        signature,
        kNoHash,
        data_hash
    );
    return signature = to_hex(hmac_sha256(key, text));
}

std::string ChunkSigner::sign_trailers(std::string_view trailers) {
    const std::string text = fmt::format(
        "AWS4-HMAC-SHA256-TRAILER\n{}\n{}\n{}\n{}",
        amz_date,
        scope,
        signature,
        to_hex(sha256(trailers))
    );
    return signature = to_hex(hmac_sha256(key, text));
}

std::optional<ChunkSigner> chunk_signer(const HeadSignature& head) {
    if (!head.chunk_key) return std::nullopt;
    return ChunkSigner{
        *head.chunk_key,
        head.amz_date,
        sigv4::credential_scope(head.amz_date, {head.who.region, head.service}),
        head.signature,
    };
}

AwsChunkedReader::AwsChunkedReader(ChunkedBody body, std::optional<ChunkSigner> signer)
    : body_(std::move(body)), signer_(std::move(signer)), checksum_kind_(body_.checksum()) {
    if (checksum_kind_) checksum_.emplace(*checksum_kind_);
}

Result<void> AwsChunkedReader::feed(std::string_view bytes, std::string& out) {
    while (!bytes.empty() && state_ != State::Failed) {
        if (state_ == State::Data) {
            bytes.remove_prefix(take_data(bytes, out));
        } else {
            take_line_char(bytes.front());
            bytes.remove_prefix(1);
        }
    }
    if (failure_) return *failure_;
    return {};
}

Result<void> AwsChunkedReader::finish() {
    if (state_ != State::Done && state_ != State::Failed) fail(cut_short());
    if (failure_) return *failure_;
    return {};
}

std::size_t AwsChunkedReader::take_data(std::string_view bytes, std::string& out) {
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size()));
    const std::string_view data = bytes.substr(0, taken);
    if (signer_) chunk_hash_.update(data);
    if (checksum_) checksum_->update(data);
    out.append(data);
    remaining_ -= taken;
    if (remaining_ == 0) end_data();
    return taken;
}

void AwsChunkedReader::end_data() {
    state_ = State::DataEnd;
    check_chunk();
}

void AwsChunkedReader::take_line_char(char c) {
    if (state_ == State::Done)
        return fail(malformed_chunks("There is more behind the last chunk."));
    line_ += c;
    if (c == '\n') return end_line();
    if (line_.size() > kMaxLineBytes) fail(malformed_chunks("A line between chunks is too long."));
}

void AwsChunkedReader::end_line() {
    if (!line_.ends_with("\r\n"))
        return fail(malformed_chunks("A chunk's line does not end in CR LF."));
    line_.resize(line_.size() - 2);
    const std::string line = std::exchange(line_, {});
    switch (state_) {
        case State::Size: return begin_chunk(line);
        case State::Trailer: return line.empty() ? end_trailers() : take_trailer(line);
        case State::DataEnd:
        case State::End:
            if (!line.empty())
                return fail(malformed_chunks("A chunk does not end where it should."));
            state_ = state_ == State::End ? State::Done : State::Size;
            return;
        default: return;
    }
}

bool AwsChunkedReader::read_size_line(std::string_view line, std::uint64_t& size) {
    const std::string_view digits = line.substr(0, line.find(';'));
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, size, 16);
    if (digits.empty() || digits.size() > kMaxSizeDigits) return false;
    if (error != std::errc{} || stop != end) return false;
    line.remove_prefix(digits.size());
    if (!is_signed()) return line.empty();
    if (!line.starts_with(';') || !line.substr(1).starts_with(kChunkSignature)) return false;
    chunk_signature_ = line.substr(1 + kChunkSignature.size());
    return true;
}

void AwsChunkedReader::begin_chunk(std::string_view line) {
    const std::uint64_t before = chunk_size_;
    if (!read_size_line(line, chunk_size_)) {
        return fail(malformed_chunks("A chunk does not begin with its size."));
    }
    remaining_ = chunk_size_;
    if (chunk_size_ > body_.decoded_length - received_) return fail(wrong_length());
    received_ += chunk_size_;
    if (chunk_size_ > 0) {
        if (is_signed() && before > 0 && before < kMinChunkBytes) {
            return fail(chunk_refusal(
                "InvalidChunkSizeError",
                "Only the last chunk is allowed to have a size less than 8192 bytes"
            ));
        }
        state_ = State::Data;
        return;
    }
    if (received_ != body_.decoded_length) return fail(wrong_length());
    state_ = body_.payload == Payload::SignedChunks ? State::End : State::Trailer;
    check_chunk();
}

void AwsChunkedReader::check_chunk() {
    if (!signer_) return;
    const std::string hash = to_hex(as_bytes(chunk_hash_.finish()));
    if (!equal_in_constant_time(signer_->sign_chunk(hash), chunk_signature_)) {
        fail(signature_mismatch());
    }
}

void AwsChunkedReader::take_trailer(std::string_view line) {
    trailer_bytes_ += line.size();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || trailer_bytes_ > kMaxTrailerBytes) {
        return fail(malformed_trailer());
    }
    std::string name = sigv4::to_lower(line.substr(0, colon));
    std::string value(trim(line.substr(colon + 1)));
    if (name == kTrailerSignature && trailer_signature_.empty()) {
        trailer_signature_ = std::move(value);
    } else {
        trailers_.emplace_back(std::move(name), std::move(value));
    }
}

void AwsChunkedReader::end_trailers() {
    std::ranges::sort(trailers_);
    std::string text;
    for (const auto& [name, value] : trailers_)
        text.append(name).append(":").append(value).append("\n");
    const bool as_told = std::ranges::equal(trailers_, body_.trailers, {}, &HeaderField::first);
    if (!as_told) return fail(malformed_trailer());
    if (signer_ && !equal_in_constant_time(signer_->sign_trailers(text), trailer_signature_)) {
        return fail(signature_mismatch());
    }
    state_ = State::Done;
    check_checksum();
}

void AwsChunkedReader::check_checksum() {
    if (!checksum_) return;
    const auto& [name, value] = trailers_.front();
    std::string sent;
    checksum_bytes_ = checksum_->finish();
    if (!from_base64(value, sent) || sent.size() != checksum_bytes_.size()) {
        return fail(malformed_chunks(fmt::format("Value for {} trailing header is invalid.", name))
        );
    }
    if (sent == checksum_bytes_) return;
    fail(chunk_refusal(
        "BadDigest",
        fmt::format(
            "The {} you specified did not match the calculated checksum.",
            checksum_title(*checksum_kind_)
        )
    ));
}

void AwsChunkedReader::fail(Error why) {
    failure_ = std::move(why);
    state_ = State::Failed;
}

Result<std::string> read_chunks(
    const HttpView& request, Payload payload, std::optional<ChunkSigner> signer
) {
    auto body = read_chunked_body(request, payload);
    if (!body) return body.error();
    AwsChunkedReader reader(std::move(*body), std::move(signer));
    std::string data;
    if (auto good = reader.feed(request.body, data); !good) return good.error();
    if (auto good = reader.finish(); !good) return good.error();
    return data;
}

}  // namespace gantry::wire
