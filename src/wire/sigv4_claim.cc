#include "wire/sigv4_claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "wire/error_codec.h"
#include "wire/time_text.h"

namespace gantry::wire::sigv4 {
namespace {

constexpr std::size_t kMostTold = 100;  ///< of a name, in errors
constexpr std::int64_t kMaxExpiresSeconds = 604800;

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// "keyid/date/region/service/aws4_request"
Result<void> read_credential(std::string_view text, Claim& claim) {
    std::vector<std::string> parts = split(text, '/');
    if (parts.size() != 5 || parts[0].empty()) {
        return incomplete_signature(fmt::format(
            "Credential must have exactly 5 slash-delimited elements, e.g. "
            "keyid/date/region/service/term, got '{}'",
            text
        ));
    }
    claim.access_key_id = std::move(parts[0]);
    claim.scope_date = std::move(parts[1]);
    claim.scope = {std::move(parts[2]), std::move(parts[3])};
    claim.terminator = std::move(parts[4]);
    return {};
}

Result<void> read_date(const HttpView& request, Claim& claim) {
    const std::string* amz_date = find_header(request, "x-amz-date");
    const std::string* date = find_header(request, "date");
    if (amz_date == nullptr && date == nullptr) {
        return incomplete_signature(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        );
    }
    const std::string_view text = trim(amz_date != nullptr ? *amz_date : *date);
    const bool parsed =
        parse_amz_date(text, claim.signed_at) ||
        (amz_date == nullptr && parse_time(reflect::TimeFormat::HttpDate, text, claim.signed_at));
    if (!parsed) {
        return incomplete_signature(fmt::format(
            "Date must be in ISO-8601 'basic format'. Got '{}'. "
            "See http://en.wikipedia.org/wiki/ISO_8601",
            text
        ));
    }
    claim.amz_date = format_amz_date(claim.signed_at);
    return {};
}

// The value of `name` in "Credential=…, SignedHeaders=…, Signature=…"; empty where it is missing.
std::string_view parameter_of(const std::vector<std::string>& parameters, std::string_view name) {
    for (const std::string& parameter : parameters) {
        const std::string_view text = trim(parameter);
        if (text.starts_with(name) && text.substr(name.size()).starts_with('=')) {
            return text.substr(name.size() + 1);
        }
    }
    return {};
}

/// Of presigned requests it is in the query; some clients put it into a signed header there too.
std::string token_of(const HttpView& request, const Query& query) {
    const auto* in_header = find_header(request, "x-amz-security-token");
    const auto* in_query = find_parameter(query, "X-Amz-Security-Token");
    const auto* token = in_query != nullptr ? in_query : in_header;
    return token == nullptr ? std::string() : std::string(trim(*token));
}

Result<Claim> read_header_claim(const HttpView& request, std::string_view authorization) {
    const std::string_view algorithm = authorization.substr(0, authorization.find(' '));
    if (algorithm != kAlgorithm) {
        return incomplete_signature(fmt::format("Unsupported AWS 'algorithm': '{}'.", algorithm));
    }
    const auto parameters =
        split(authorization.substr(std::min(authorization.size(), algorithm.size() + 1)), ',');
    std::string missing;
    for (const std::string_view name : {"Credential", "Signature", "SignedHeaders"}) {
        if (!parameter_of(parameters, name).empty()) continue;
        missing += fmt::format("Authorization header requires '{}' parameter. ", name);
    }
    if (!missing.empty()) {
        missing.pop_back();
        return incomplete_signature(missing);
    }
    Claim claim;
    if (auto read = read_credential(parameter_of(parameters, "Credential"), claim); !read) {
        return read.error();
    }
    if (auto read = read_date(request, claim); !read) return read.error();
    claim.signature = parameter_of(parameters, "Signature");
    claim.signed_headers = split(parameter_of(parameters, "SignedHeaders"), ';');
    claim.session_token = token_of(request, {});
    claim.query = parse_query(request.target);
    return claim;
}

Result<Seconds> read_expires(std::string_view text) {
    std::int64_t seconds = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, seconds);
    if (error != std::errc{} || stopped != end || seconds < 1 || seconds > kMaxExpiresSeconds) {
        return incomplete_signature(fmt::format(
            "X-Amz-Expires must be a number of seconds from 1 to {}, got '{}'.",
            kMaxExpiresSeconds,
            text
        ));
    }
    return Seconds{seconds};
}

Result<Claim> read_query_claim(const HttpView& request, Query query) {
    Claim claim;
    for (const std::string_view name :
         {"X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature"}) {
        if (find_parameter(query, name) != nullptr) continue;
        return incomplete_signature(
            fmt::format("AWS query-string parameters must include '{}'.", name)
        );
    }
    const std::string& algorithm = *find_parameter(query, "X-Amz-Algorithm");
    if (algorithm != kAlgorithm) {
        return incomplete_signature(fmt::format("Unsupported AWS 'algorithm': '{}'.", algorithm));
    }
    if (auto read = read_credential(*find_parameter(query, "X-Amz-Credential"), claim); !read) {
        return read.error();
    }
    claim.amz_date = *find_parameter(query, "X-Amz-Date");
    if (!parse_amz_date(claim.amz_date, claim.signed_at)) {
        return incomplete_signature(
            fmt::format("X-Amz-Date must be in ISO-8601 'basic format'. Got '{}'.", claim.amz_date)
        );
    }
    const auto expires = read_expires(*find_parameter(query, "X-Amz-Expires"));
    if (!expires) return expires.error();
    claim.valid_for = *expires;
    claim.signed_headers = split(*find_parameter(query, "X-Amz-SignedHeaders"), ';');
    claim.signature = *find_parameter(query, "X-Amz-Signature");
    claim.session_token = token_of(request, query);
    std::erase_if(query, [](const auto& parameter) {
        return parameter.first == "X-Amz-Signature";
    });
    claim.query = std::move(query);
    return claim;
}

/// Each header counts once, so that what is signed is no longer than the head.
/// Errors: IncompleteSignature.
Result<void> check_signed_headers(std::vector<std::string> names) {
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice == names.end()) return {};
    return incomplete_signature(
        fmt::format("SignedHeaders names '{}' more than once.", twice->substr(0, kMostTold))
    );
}

Result<Claim> read_any_claim(const HttpView& request) {
    const std::string* authorization = find_header(request, "authorization");
    if (authorization != nullptr && !trim(*authorization).empty()) {
        return read_header_claim(request, trim(*authorization));
    }
    Query query = parse_query(request.target);
    if (find_parameter(query, "X-Amz-Algorithm") == nullptr) return missing_authentication_token();
    return read_query_claim(request, std::move(query));
}

}  // namespace

Result<Claim> read_claim(const HttpView& request) {
    auto claim = read_any_claim(request);
    if (!claim) return claim;
    if (auto good = check_signed_headers(claim->signed_headers); !good) return good.error();
    return claim;
}

std::optional<Claim> read_claimed_credential(const HttpView& request) {
    const std::string* authorization = find_header(request, "authorization");
    const Query query = authorization != nullptr ? Query{} : parse_query(request.target);
    const std::string* in_query = find_parameter(query, "X-Amz-Credential");
    std::string_view credential;
    if (authorization != nullptr) {
        const std::size_t start = authorization->find("Credential=");
        if (start == std::string::npos) return std::nullopt;
        credential = std::string_view(*authorization).substr(start + 11);
        credential = trim(credential.substr(0, credential.find_first_of(", ")));
    } else if (in_query != nullptr) {
        credential = *in_query;
    }
    Claim claim;
    if (!read_credential(credential, claim)) return std::nullopt;
    claim.session_token = token_of(request, query);
    return claim;
}

}  // namespace gantry::wire::sigv4
