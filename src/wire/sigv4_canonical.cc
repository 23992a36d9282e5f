#include "wire/sigv4_canonical.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "wire/digest.h"
#include "wire/percent.h"

namespace gantry::wire::sigv4 {
namespace {

// The path is encoded once on the wire, and once more here, as all services but S3 do.
std::string canonical_path(std::string_view target) {
    const std::string_view path = target.substr(0, target.find('?'));
    if (path.empty()) return "/";
    std::string out;
    for (const char c : path) {
        if (c == '/') {
            out += c;
        } else {
            append_percent_encoded(out, c);
        }
    }
    return out;
}

// Trimmed, and runs of spaces inside made one.
std::string canonical_value(std::string_view value) {
    std::string out;
    bool gap = false;
    for (const char c : value) {
        if (c == ' ' || c == '\t') {
            gap = !out.empty();
        } else {
            if (gap) out += ' ';
            gap = false;
            out += c;
        }
    }
    return out;
}

std::string canonical_header(const HttpView& request, std::string_view lower_name) {
    std::string line = fmt::format("{}:", lower_name);
    bool first = true;
    for (const auto& [name, value] : request.headers) {
        if (to_lower(name) != lower_name) continue;
        if (!first) line += ',';
        line += canonical_value(value);
        first = false;
    }
    return line + '\n';
}

Sha256 signing_key(const SigningInput& input) {
    const std::string secret = fmt::format("AWS4{}", input.secret_access_key);
    Sha256 key = hmac_sha256(as_bytes(secret), input.amz_date.substr(0, 8));
    key = hmac_sha256(key, input.scope.region);
    key = hmac_sha256(key, input.scope.service);
    return hmac_sha256(key, kTerminator);
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

Query parse_query(std::string_view target) {
    Query query;
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos) return query;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view item = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
        if (item.empty()) continue;
        const std::size_t equals = item.find('=');
        const bool bare = equals == std::string_view::npos;
        query.emplace_back(
            decode_query_part(item.substr(0, equals)),
            bare ? std::string() : decode_query_part(item.substr(equals + 1))
        );
    }
    return query;
}

const std::string* find_parameter(const Query& query, std::string_view name) {
    for (const auto& [key, value] : query) {
        if (key == name) return &value;
    }
    return nullptr;
}

std::string canonical_query(const Query& query) {
    Query encoded;
    for (const auto& [key, value] : query) {
        encoded.emplace_back(percent_encode(key), percent_encode(value));
    }
    std::sort(encoded.begin(), encoded.end());
    std::string out;
    for (const auto& [key, value] : encoded) {
        if (!out.empty()) out += '&';
        out += key + '=' + value;
    }
    return out;
}

const std::string* find_header(const HttpView& request, std::string_view lower_name) {
    for (const auto& [name, value] : request.headers) {
        if (to_lower(name) == lower_name) return &value;
    }
    return nullptr;
}

std::string credential_scope(std::string_view amz_date, const SigningScope& scope) {
    return fmt::format(
        "{}/{}/{}/{}", amz_date.substr(0, 8), scope.region, scope.service, kTerminator
    );
}

std::string canonical_request(const SigningInput& input) {
    std::string headers;
    for (const std::string& name : input.signed_headers) {
        headers += canonical_header(input.request, name);
    }
    return fmt::format(
        "{}\n{}\n{}\n{}\n{}\n{}",
        input.request.method,
        canonical_path(input.request.target),
        canonical_query(input.query),
        headers,
        fmt::join(input.signed_headers, ";"),
        input.body_hash
    );
}

std::string signature_of(const SigningInput& input) {
    const std::string to_sign = fmt::format(
        "{}\n{}\n{}\n{}",
        kAlgorithm,
        input.amz_date,
        credential_scope(input.amz_date, input.scope),
        to_hex(sha256(canonical_request(input)))
    );
    return to_hex(hmac_sha256(signing_key(input), to_sign));
}

}  // namespace gantry::wire::sigv4
