#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "wire/derived_keys.h"
#include "wire/error_codec.h"
#include "wire/s3_refusals.h"
#include "wire/sigv2.h"
#include "wire/sigv4.h"
#include "wire/sigv4_claim.h"

namespace gantry::wire {
namespace {

using namespace sigv4;

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

Error not_yet_current(const Claim& claim, SysTime now, const SigningRules& rules) {
    if (rules.refuses_as_s3) {
        return claim.valid_for ? presigned_request_early() : request_time_too_skewed();
    }
    return invalid_signature(fmt::format(
        "Signature not yet current: {} is still later than {} ({} + {} min.)",
        claim.amz_date,
        format_amz_date(now + rules.max_skew),
        format_amz_date(now),
        std::chrono::duration_cast<minutes>(rules.max_skew).count()
    ));
}

Error link_expired(SysTime end, SysTime now, const SigningRules& rules) {
    if (rules.refuses_as_s3) return presigned_request_expired();
    return invalid_signature(fmt::format(
        "Signature expired: {} is now earlier than {}", format_amz_date(end), format_amz_date(now)
    ));
}

Error signature_expired(const Claim& claim, SysTime now, const SigningRules& rules) {
    if (rules.refuses_as_s3) return request_time_too_skewed();
    return invalid_signature(fmt::format(
        "Signature expired: {} is now earlier than {} ({} - {} min.)",
        claim.amz_date,
        format_amz_date(now - rules.max_skew),
        format_amz_date(now),
        std::chrono::duration_cast<minutes>(rules.max_skew).count()
    ));
}

Result<void> check_time(const Claim& claim, SysTime now, const SigningRules& rules) {
    if (claim.signed_at > now + rules.max_skew) return not_yet_current(claim, now, rules);
    if (claim.valid_for) {
        const SysTime end = claim.signed_at + *claim.valid_for;
        if (end < now) return link_expired(end, now, rules);
    } else if (claim.signed_at < now - rules.max_skew) {
        return signature_expired(claim, now, rules);
    }
    return {};
}

/// Of a key that is none, or a session token that does not belong to it.
Error unknown_key(std::string_view session_token, const SigningRules& rules) {
    const bool of_token = rules.refuses_as_s3 && !session_token.empty();
    return of_token ? invalid_session_token() : unrecognized_client();
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
        constexpr std::string_view kAws = "x-amz-";
        if (!equals_ignoring_case(std::string_view(name).substr(0, kAws.size()), kAws)) continue;
        const std::string lower = to_lower(name);
        if (!covers(lower)) {
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

// Where bodies need not be signed, what is said of them is refused in S3's words.
Error refused_payload(std::string_view code, std::string message) {
    return {ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}
Error missing_payload() {
    return refused_payload(
        "InvalidRequest", "Missing required header for this request: x-amz-content-sha256"
    );
}
Error unknown_payload() {
    return refused_payload(
        "InvalidArgument",
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid "
        "sha256 value."
    );
}
std::optional<Payload> payload_named(std::string_view stated) {
    if (is_sha256(stated)) return Payload::Hashed;
    if (stated == kUnsignedPayload) return Payload::Unsigned;
    if (stated == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD") return Payload::SignedChunks;
    if (stated == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER") return Payload::SignedChunksTrailer;
    if (stated == "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return Payload::ChunksTrailer;
    return std::nullopt;
}

Result<Payload> judge_payload(
    const HttpView& request, const std::string* stated, const SigningRules& rules
) {
    if (rules.unsigned_payload) return read_payload(request);
    if (stated == nullptr) return Payload::Unstated;
    if (payload_named(*stated) != Payload::Hashed) return signature_mismatch();
    return Payload::Hashed;
}

/// Compares the signature with what it is to be. @return the key that it was made with
Result<Sha256> check_signature(
    const HeadSignature& head,
    std::string canonical_head,
    std::string_view body_hash,
    const SigningKey& key
) {
    const std::string_view date = std::string_view(head.amz_date).substr(0, 8);
    const SigningScope scope{head.who.region, head.service};
    const auto known =
        key.derived ? key.derived->find(date, scope.region, scope.service) : std::nullopt;
    const Sha256 derived =
        known ? *known
              : derive_signing_key(key.secret_access_key, date, scope.region, scope.service);
    const std::string signature =
        signature_of({derived, head.amz_date, scope}, std::move(canonical_head), body_hash);
    if (!equal_in_constant_time(signature, head.signature)) return signature_mismatch();
    if (!known && key.derived) key.derived->put(date, scope.region, scope.service, derived);
    if (key.expires && *key.expires <= head.judged_at) return expired_token();
    return derived;
}

bool signs_chunks(Payload payload) {
    return payload == Payload::SignedChunks || payload == Payload::SignedChunksTrailer;
}

/// What the claim says, not believed yet.
HeadSignature head_of(Claim& claim, SysTime now) {
    HeadSignature head;
    head.who = {
        .access_key_id = std::move(claim.access_key_id),
        .session_token = std::move(claim.session_token),
        .region = std::move(claim.scope.region),
        .presigned = claim.valid_for.has_value(),
    };
    head.judged_at = now;
    head.signature = std::move(claim.signature);
    head.amz_date = std::move(claim.amz_date);
    head.service = std::move(claim.scope.service);
    return head;
}

}  // namespace

Result<HeadSignature> verify_head(
    const HttpView& request,
    const SigningScope& expected,
    const KeyLookup& find_key,
    SysTime now,
    const SigningRules& rules
) {
    auto claim = read_claim(request);
    if (!claim) return claim.error();
    if (auto done = check_scope(*claim, expected); !done) return done.error();
    if (auto done = check_time(*claim, now, rules); !done) return done.error();
    if (auto done = check_signed_headers(request, *claim); !done) return done.error();
    const std::string* stated = find_header(request, "x-amz-content-sha256");
    const auto payload = judge_payload(request, stated, rules);
    if (!payload) return payload.error();
    const auto key = find_key(claim->access_key_id, claim->session_token);
    if (!key) return unknown_key(claim->session_token, rules);
    HeadSignature head = head_of(*claim, now);
    head.rules = rules;
    head.payload = *payload;
    std::string canonical = canonical_head(request, claim->query, claim->signed_headers, rules);
    if (head.payload == Payload::Unstated) {
        head.canonical_head = std::move(canonical);
        return head;
    }
    const std::string_view body = stated != nullptr ? std::string_view(*stated) : kUnsignedPayload;
    const auto derived = check_signature(head, std::move(canonical), body, *key);
    if (!derived) return derived.error();
    if (head.payload == Payload::Hashed) head.body_hash = *stated;
    if (signs_chunks(head.payload)) head.chunk_key = *derived;
    return head;
}

Result<VerifiedSignature> verify_body(
    std::string_view body, const HeadSignature& head, const KeyLookup& find_key
) {
    if (head.payload == Payload::Hashed) {
        if (head.body_hash != to_hex(sha256(body))) {
            return head.rules.unsigned_payload ? payload_mismatch() : signature_mismatch();
        }
    } else if (head.payload == Payload::Unstated) {
        const auto key = find_key(head.who.access_key_id, head.who.session_token);
        if (!key) return unknown_key(head.who.session_token, head.rules);
        const auto done = check_signature(head, head.canonical_head, to_hex(sha256(body)), *key);
        if (!done) return done.error();
    }
    return head.who;
}

Error payload_mismatch() {
    return refused_payload(
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed."
    );
}

Result<Payload> read_payload(const HttpView& head) {
    if (const std::string* stated = find_header(head, "x-amz-content-sha256")) {
        const auto payload = payload_named(*stated);
        if (!payload) return unknown_payload();
        return *payload;
    }
    if (find_header(head, "authorization") != nullptr) return missing_payload();
    return Payload::Unsigned;
}

Result<VerifiedSignature> verify_signature(
    const HttpView& request,
    const SigningScope& expected,
    const KeyLookup& find_key,
    SysTime now,
    const SigningRules& rules
) {
    const auto head = verify_head(request, expected, find_key, now, rules);
    if (!head) return head.error();
    return verify_body(request.body, *head, find_key);
}

std::optional<ClaimedSignature> read_claimed_signature(const HttpView& request) {
    if (auto claimed = read_claimed_v2(request)) return claimed;
    auto claim = read_claimed_credential(request);
    if (!claim) return std::nullopt;
    return ClaimedSignature{
        std::move(claim->access_key_id),
        std::move(claim->scope.region),
        std::move(claim->scope.service),
        std::move(claim->session_token),
    };
}

bool has_credentials(const HttpView& request) {
    if (find_header(request, "authorization") != nullptr) return true;
    constexpr std::array kParameters{
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "AWSAccessKeyId", "Signature"
    };
    const Query query = parse_query(request.target);
    return std::ranges::any_of(kParameters, [&query](const char* name) {
        return find_parameter(query, name) != nullptr;
    });
}

}  // namespace gantry::wire
