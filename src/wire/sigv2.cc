#include "wire/sigv2.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/assert.h"
#include "wire/error_codec.h"
#include "wire/s3_refusals.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

using namespace sigv4;

constexpr std::string_view kAmzPrefix = "x-amz-";
constexpr std::string_view kToken = "x-amz-security-token";
/// Signatures of this kind name none.
constexpr std::string_view kRegion = "us-east-1";

/// Parameters that say what is done; sorted.
constexpr auto kSigned = std::to_array<std::string_view>({
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "defaultObjectAcl",
    "delete",
    "inventory",
    "legal-hold",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "ownershipControls",
    "partNumber",
    "policy",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "retention",
    "select",
    "select-type",
    "storageClass",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "website",
});
static_assert(std::ranges::is_sorted(kSigned));

std::string find_field(const HttpView& request, const Query& query, std::string_view lower_name) {
    if (const std::string* header = find_header(request, lower_name)) {
        return std::string(trim(*header));
    }
    const auto found = std::ranges::find_if(query, [lower_name](const auto& parameter) {
        return equals_ignoring_case(parameter.first, lower_name);
    });
    return found == query.end() ? std::string() : found->second;
}

/// "name:value\n" of each field of AWS, in order, those of one name joined.
std::string amz_fields(const HttpView& request, const Query& query) {
    std::map<std::string, std::string> fields;
    const auto add = [&fields](std::string_view name, std::string_view value) {
        const std::string lower = to_lower(name);
        if (!lower.starts_with(kAmzPrefix)) return;
        std::string& all = fields[lower];
        if (!all.empty()) all += ',';
        all += trim(value);
    };
    for (const auto& [name, value] : request.headers) add(name, value);
    for (const auto& [name, value] : query) add(name, value);
    std::string text;
    for (const auto& [name, value] : fields) {
        text.append(name).append(":").append(value).append("\n");
    }
    return text;
}

/// The path as it is sent, and the parameters that count, in order.
std::string resource(const HttpView& request, Query query) {
    std::string text(request.target.substr(0, request.target.find('?')));
    // Of a bucket itself, with the slash that need not be sent.
    if (text.size() > 1 && text.find('/', 1) == std::string::npos) text += '/';
    std::erase_if(query, [](const auto& parameter) {
        return !std::ranges::binary_search(kSigned, std::string_view(parameter.first));
    });
    std::ranges::sort(query);
    char separator = '?';
    for (const auto& [name, value] : query) {
        text += separator + name;
        if (!value.empty()) text += "=" + value;
        separator = '&';
    }
    return text;
}

std::string sign(const std::string& secret, const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const auto bytes = as_bytes(text);
    const auto* done = HMAC(
        EVP_sha1(),
        secret.data(),
        static_cast<int>(secret.size()),
        bytes.data(),
        bytes.size(),
        digest.data(),
        &length
    );
    GANTRY_ASSERT(done != nullptr);
    return to_base64({reinterpret_cast<const char*>(digest.data()), length});
}

Result<SysTime> read_end(const std::string& text) {
    std::int64_t seconds = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, seconds);
    constexpr std::int64_t kMost = 253402300799;  // the year 9999
    if (error != std::errc{} || stopped != end || seconds < 0 || seconds > kMost) {
        return incomplete_signature("Invalid date (should be seconds since epoch): " + text);
    }
    return SysTime{Seconds{seconds}};
}

}  // namespace

bool is_signed_v2(const HttpView& request) {
    return read_claimed_v2(request).has_value();
}

std::optional<ClaimedSignature> read_claimed_v2(const HttpView& request) {
    if (find_header(request, "authorization") != nullptr) return std::nullopt;
    if (request.target.find("AWSAccessKeyId=") == std::string_view::npos) return std::nullopt;
    const Query query = parse_query(request.target);
    const std::string* id = find_parameter(query, "AWSAccessKeyId");
    const bool whole = id != nullptr && find_parameter(query, "Signature") != nullptr &&
                       find_parameter(query, "Expires") != nullptr;
    if (!whole) return std::nullopt;
    return ClaimedSignature{*id, std::string(kRegion), "s3", find_field(request, query, kToken)};
}

Result<HeadSignature> verify_v2(const HttpView& request, const KeyLookup& find_key, SysTime now) {
    const auto claimed = read_claimed_v2(request);
    if (!claimed) return missing_authentication_token();
    const Query query = parse_query(request.target);
    const std::string& expires = *find_parameter(query, "Expires");
    const auto end = read_end(expires);
    if (!end) return end.error();
    if (*end < now) return presigned_request_expired();
    const auto key = find_key(claimed->access_key_id, claimed->session_token);
    if (!key) {
        return claimed->session_token.empty() ? unrecognized_client() : invalid_session_token();
    }
    std::string text(request.method);
    text += "\n" + find_field(request, query, "content-md5");
    text += "\n" + find_field(request, query, "content-type");
    text += "\n" + expires + "\n";
    text += amz_fields(request, query) + resource(request, query);
    const std::string& signature = *find_parameter(query, "Signature");
    if (!equal_in_constant_time(sign(key->secret_access_key, text), signature)) {
        return signature_mismatch();
    }
    if (key->expires && *key->expires <= now) return expired_token();
    HeadSignature head;
    head.who = {
        .access_key_id = claimed->access_key_id,
        .session_token = claimed->session_token,
        .region = claimed->region,
        .presigned = true,
    };
    head.judged_at = now;
    head.payload = Payload::Unsigned;
    head.signature = signature;
    head.service = claimed->service;
    return head;
}

}  // namespace gantry::wire
