#include "wire/sigv4_canonical.h"

#include <fmt/format.h>

#include <algorithm>

#include "wire/digest.h"
#include "wire/percent.h"

namespace gantry::wire::sigv4 {
namespace {

// The path is encoded once on the wire, and by most once more here.
std::string canonical_path(std::string_view target, bool encodes_path_once) {
    const std::string_view path = target.substr(0, target.find('?'));
    if (path.empty() || path == "/") return "/";
    const std::string decoded = encodes_path_once ? decode_path_part(path) : std::string();
    std::string out;
    for (const char c : encodes_path_once ? decoded : path) {
        if (c == '/') {
            out += c;
        } else {
            append_percent_encoded(out, c);
        }
    }
    return out;
}

// Trimmed, and runs of spaces inside made one.
void append_canonical_value(std::string& out, std::string_view value) {
    bool begun = false;
    bool gap = false;
    for (const char c : value) {
        if (c == ' ' || c == '\t') {
            gap = begun;
        } else {
            if (gap) out += ' ';
            gap = false;
            begun = true;
            out += c;
        }
    }
}

void append_canonical_header(
    std::string& out, const HttpView& request, std::string_view lower_name
) {
    out += lower_name;
    out += ':';
    bool first = true;
    for (const auto& [name, value] : request.headers) {
        if (!equals_ignoring_case(name, lower_name)) continue;
        if (!first) out += ',';
        append_canonical_value(out, value);
        first = false;
    }
    out += '\n';
}

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

std::string_view trim(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t") + 1 - start);
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
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
        out.append(key).append("=").append(value);
    }
    return out;
}

const std::string* find_header(const HttpView& request, std::string_view lower_name) {
    for (const auto& [name, value] : request.headers) {
        if (equals_ignoring_case(name, lower_name)) return &value;
    }
    return nullptr;
}

std::string credential_scope(std::string_view amz_date, const SigningScope& scope) {
    return fmt::format(
        "{}/{}/{}/{}", amz_date.substr(0, 8), scope.region, scope.service, kTerminator
    );
}

std::string canonical_head(
    const HttpView& request,
    const Query& query,
    const std::vector<std::string>& signed_headers,
    const SigningRules& rules
) {
    std::string out(request.method);
    out += '\n';
    out += canonical_path(request.target, rules.encodes_path_once);
    out += '\n';
    out += canonical_query(query);
    out += '\n';
    for (const std::string& name : signed_headers) append_canonical_header(out, request, name);
    out += '\n';
    for (const std::string& name : signed_headers) {
        if (&name != &signed_headers.front()) out += ';';
        out += name;
    }
    return out += '\n';
}

std::string signature_of(
    const Signer& signer, std::string canonical_head, std::string_view body_hash
) {
    canonical_head += body_hash;
    const std::string to_sign = fmt::format(
        "{}\n{}\n{}\n{}",
        kAlgorithm,
        signer.amz_date,
        credential_scope(signer.amz_date, signer.scope),
        to_hex(sha256(canonical_head))
    );
    return to_hex(hmac_sha256(signer.key, to_sign));
}

}  // namespace gantry::wire::sigv4
