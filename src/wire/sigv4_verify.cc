#include <fmt/format.h>

#include <algorithm>

#include "wire/digest.h"
#include "wire/error_codec.h"
#include "wire/sigv4.h"
#include "wire/sigv4_claim.h"

namespace gantry::wire {
namespace {

using namespace sigv4;

constexpr minutes kSkew{5};

Result<void> check_scope(const Claim& claim, const SigningScope& expected) {
    std::string wrong;
    if (!expected.region.empty() && claim.scope.region != expected.region) {
        wrong += "Credential should be scoped to a valid region. ";
    }
    if (!expected.service.empty() && claim.scope.service != expected.service) {
        wrong +=
            fmt::format("Credential should be scoped to correct service: '{}'. ", expected.service);
    }
    if (claim.terminator != kTerminator) {
        wrong += fmt::format(
            "Credential should be scoped with a valid terminator: '{}', not '{}'. ",
            kTerminator,
            claim.terminator
        );
    }
    if (claim.scope_date != claim.amz_date.substr(0, 8)) {
        wrong += fmt::format(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
            "HTTP: '{}' != '{}', from '{}'. ",
            claim.scope_date,
            claim.amz_date.substr(0, 8),
            claim.amz_date
        );
    }
    if (!wrong.empty()) return invalid_signature(wrong);
    return {};
}

Result<void> check_time(const Claim& claim, SysTime now) {
    const std::string now_text = format_amz_date(now);
    if (claim.signed_at > now + kSkew) {
        return invalid_signature(fmt::format(
            "Signature not yet current: {} is still later than {} ({} + 5 min.)",
            claim.amz_date,
            format_amz_date(now + kSkew),
            now_text
        ));
    }
    if (claim.valid_for) {
        const SysTime end = claim.signed_at + *claim.valid_for;
        if (end >= now) return {};
        return invalid_signature(fmt::format(
            "Signature expired: {} is now earlier than {}", format_amz_date(end), now_text
        ));
    }
    if (claim.signed_at < now - kSkew) {
        return invalid_signature(fmt::format(
            "Signature expired: {} is now earlier than {} ({} - 5 min.)",
            claim.amz_date,
            format_amz_date(now - kSkew),
            now_text
        ));
    }
    return {};
}

// A header that decides what the request does, but is not signed, could be anybody's.
Result<void> check_signed_headers(const HttpView& request, const Claim& claim) {
    const auto covers = [&claim](std::string_view name) {
        return std::find(claim.signed_headers.begin(), claim.signed_headers.end(), name) !=
               claim.signed_headers.end();
    };
    if (!covers("host")) {
        return invalid_signature(
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS "
            "Authorization."
        );
    }
    for (const auto& [name, value] : request.headers) {
        const std::string lower = to_lower(name);
        if (lower.starts_with("x-amz-") && !covers(lower)) {
            return invalid_signature(
                fmt::format("'{}' must be a 'SignedHeader' in the AWS Authorization.", lower)
            );
        }
    }
    return {};
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Result<void> check_key(
    const HttpView& request,
    const Claim& claim,
    std::string_view body_hash,
    const SigningKey& key,
    SysTime now
) {
    const std::string signature = signature_of(
        {request,
         claim.query,
         claim.signed_headers,
         claim.amz_date,
         claim.scope,
         key.secret_access_key,
         body_hash}
    );
    if (!equal_in_constant_time(signature, claim.signature)) return signature_mismatch();
    if (key.expires && *key.expires <= now) return expired_token();
    return {};
}

}  // namespace

Result<HeadSignature> verify_head(
    const HttpView& request, const SigningScope& expected, const KeyLookup& find_key, SysTime now
) {
    auto claim = read_claim(request);
    if (!claim) return claim.error();
    if (auto done = check_scope(*claim, expected); !done) return done.error();
    if (auto done = check_time(*claim, now); !done) return done.error();
    if (auto done = check_signed_headers(request, *claim); !done) return done.error();
    HeadSignature head{.who = {}, .judged_at = now, .body_hash = {}};
    if (const std::string* stated = find_header(request, "x-amz-content-sha256")) {
        if (!is_sha256(*stated)) return signature_mismatch();
        head.body_hash = *stated;
    }
    const auto key = find_key(claim->access_key_id, claim->session_token);
    if (!key) return unrecognized_client();
    if (!head.body_hash.empty()) {
        auto done = check_key(request, *claim, head.body_hash, *key, now);
        if (!done) return done.error();
    }
    head.who = {
        .access_key_id = std::move(claim->access_key_id),
        .session_token = std::move(claim->session_token),
        .region = std::move(claim->scope.region),
        .presigned = claim->valid_for.has_value(),
    };
    return head;
}

Result<VerifiedSignature> verify_body(
    const HttpView& request, const HeadSignature& head, const KeyLookup& find_key
) {
    const std::string body_hash = to_hex(sha256(request.body));
    if (!head.body_hash.empty()) {
        if (head.body_hash != body_hash) return signature_mismatch();
        return head.who;
    }
    const auto claim = read_claim(request);
    if (!claim) return claim.error();
    const auto key = find_key(claim->access_key_id, claim->session_token);
    if (!key) return unrecognized_client();
    auto done = check_key(request, *claim, body_hash, *key, head.judged_at);
    if (!done) return done.error();
    return head.who;
}

Result<VerifiedSignature> verify_signature(
    const HttpView& request, const SigningScope& expected, const KeyLookup& find_key, SysTime now
) {
    const auto head = verify_head(request, expected, find_key, now);
    if (!head) return head.error();
    return verify_body(request, *head, find_key);
}

std::optional<ClaimedSignature> read_claimed_signature(const HttpView& request) {
    auto claim = read_claimed_credential(request);
    if (!claim) return std::nullopt;
    return ClaimedSignature{
        std::move(claim->access_key_id),
        std::move(claim->scope.region),
        std::move(claim->scope.service),
    };
}

}  // namespace gantry::wire
