#include "services/s3/config/cors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gantry::s3 {
namespace {

constexpr std::size_t kMaxCorsRules = 100;
constexpr std::array<std::string_view, 5> kMethods{"DELETE", "GET", "HEAD", "POST", "PUT"};

Result<void> check_patterns(
    std::string_view what, const std::optional<std::vector<std::string>>& patterns
) {
    for (const std::string& pattern : patterns.value_or(std::vector<std::string>{})) {
        if (std::ranges::count(pattern, '*') > 1) {
            return invalid_request(
                fmt::format("{} \"{}\" can not have more than one wildcard.", what, pattern)
            );
        }
    }
    return {};
}

Result<void> check_cors_rule(const api::s3::CORSRule& rule) {
    constexpr std::size_t kMaxId = 255;
    if (rule.id.value_or("").size() > kMaxId) return malformed_xml();
    if (rule.allowed_methods->empty() || rule.allowed_origins->empty()) return malformed_xml();
    for (const std::string& method : *rule.allowed_methods) {
        if (std::ranges::find(kMethods, method) != kMethods.end()) continue;
        return invalid_request(fmt::format(
            "Found unsupported HTTP method in CORS config. Unsupported method is {}", method
        ));
    }
    for (const std::string& header : rule.expose_headers.value_or(std::vector<std::string>{})) {
        if (header.find('*') == std::string::npos) continue;
        return invalid_request(fmt::format(
            "ExposeHeader \"{}\" contains wildcard. We currently do not support wildcard for "
            "ExposeHeader.",
            header
        ));
    }
    if (auto good = check_patterns("AllowedOrigin", rule.allowed_origins); !good) return good;
    return check_patterns("AllowedHeader", rule.allowed_headers);
}

}  // namespace

Result<BucketCors::Value> BucketCors::absent() {
    return refused(
        ErrorKind::NotFound, "NoSuchCORSConfiguration", "The CORS configuration does not exist"
    );
}

Result<void> BucketCors::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    if (value.cors_rules->empty() || value.cors_rules->size() > kMaxCorsRules) {
        return malformed_xml();
    }
    for (const auto& rule : *value.cors_rules) {
        if (auto good = check_cors_rule(rule); !good) return good;
    }
    return {};
}

}  // namespace gantry::s3
