#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/assert.h"
#include "wire/derived_keys.h"
#include "wire/sigv4.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

using namespace sigv4;

bool is_signed(std::string_view lower_name) {
    return lower_name == "host" || lower_name == "content-type" || lower_name.starts_with("x-amz-");
}

std::vector<std::string> headers_to_sign(std::span<const HeaderField> headers) {
    std::vector<std::string> names;
    for (const auto& [name, value] : headers) {
        std::string lower = to_lower(name);
        if (is_signed(lower)) names.push_back(std::move(lower));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Sha256 key_of(
    const Credentials& credentials, std::string_view amz_date, const SigningScope& scope
) {
    return derive_signing_key(
        credentials.secret_access_key, amz_date.substr(0, 8), scope.region, scope.service
    );
}

}  // namespace

std::vector<HeaderField> sign_request(
    const HttpView& request,
    const Credentials& credentials,
    const SigningScope& scope,
    SysTime now,
    const SigningRules& rules
) {
    GANTRY_ASSERT(find_header(request, "host") != nullptr);
    const std::string amz_date = format_amz_date(now);
    std::vector<HeaderField> added{{"X-Amz-Date", amz_date}};
    if (!credentials.session_token.empty()) {
        added.emplace_back("X-Amz-Security-Token", credentials.session_token);
    }
    std::vector<HeaderField> all(request.headers.begin(), request.headers.end());
    all.insert(all.end(), added.begin(), added.end());
    HttpView complete = request;
    complete.headers = all;
    const Query query = parse_query(request.target);
    const std::vector<std::string> names = headers_to_sign(all);
    const std::string* stated = find_header(request, "x-amz-content-sha256");
    const Sha256 key = key_of(credentials, amz_date, scope);
    const std::string signature = signature_of(
        {key, amz_date, scope},
        canonical_head(complete, query, names, rules),
        stated != nullptr ? *stated : to_hex(sha256(request.body))
    );
    added.emplace_back(
        "Authorization",
        fmt::format(
            "{} Credential={}/{}, SignedHeaders={}, Signature={}",
            kAlgorithm,
            credentials.access_key_id,
            credential_scope(amz_date, scope),
            fmt::join(names, ";"),
            signature
        )
    );
    return added;
}

std::string presign_target(
    const HttpView& request,
    const Credentials& credentials,
    const SigningScope& scope,
    SysTime now,
    Seconds valid_for,
    const SigningRules& rules
) {
    const std::string amz_date = format_amz_date(now);
    const std::string credential =
        fmt::format("{}/{}", credentials.access_key_id, credential_scope(amz_date, scope));
    Query query = parse_query(request.target);
    query.emplace_back("X-Amz-Algorithm", kAlgorithm);
    query.emplace_back("X-Amz-Credential", credential);
    query.emplace_back("X-Amz-Date", amz_date);
    query.emplace_back("X-Amz-Expires", std::to_string(valid_for.count()));
    query.emplace_back("X-Amz-SignedHeaders", "host");
    if (!credentials.session_token.empty()) {
        query.emplace_back("X-Amz-Security-Token", credentials.session_token);
    }
    const std::vector<std::string> names{"host"};
    const Sha256 key = key_of(credentials, amz_date, scope);
    const std::string signature = signature_of(
        {key, amz_date, scope},
        canonical_head(request, query, names, rules),
        rules.unsigned_payload ? std::string(kUnsignedPayload) : to_hex(sha256(request.body))
    );
    const std::string_view path = request.target.substr(0, request.target.find('?'));
    return fmt::format("{}?{}&X-Amz-Signature={}", path, canonical_query(query), signature);
}

}  // namespace gantry::wire
