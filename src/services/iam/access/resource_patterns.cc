#include "services/iam/access/resource_patterns.h"

namespace gantry::iam {
namespace {

constexpr std::string_view kDrawn =
    "-??????";  // what follows a secret's name that is not there yet

/// Where an ARN's nth part begins; the first is 0. npos where it has fewer.
std::size_t part_at(std::string_view arn, int part) {
    std::size_t at = 0;
    for (; part > 0; --part) {
        at = arn.find(':', at);
        if (at == std::string_view::npos) return at;
        ++at;
    }
    return at;
}

std::string_view service_of(std::string_view arn) {
    const std::size_t at = part_at(arn, 2);
    if (at == std::string_view::npos) return {};
    return arn.substr(at, arn.find(':', at) - at);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '*' || c == '?' || c == '$') {
            out += "${";
            out += c;
            out += '}';
        } else {
            out += c;
        }
    }
    return out;
}

/// How much of an ARN's end is a pattern of its service's.
std::size_t pattern_at_end(std::string_view arn) {
    const std::string_view service = service_of(arn);
    if (service.empty() || service == "s3") return 0;
    if (arn.ends_with("/*") || arn.ends_with(":*")) return 1;
    return service == "secretsmanager" && arn.ends_with(kDrawn) ? kDrawn.size() : 0;
}

}  // namespace

std::string pattern_of(std::string_view arn) {
    if (arn == "*") return "*";
    const std::size_t named = arn.size() - pattern_at_end(arn);
    return escaped(arn.substr(0, named)) += arn.substr(named);
}

std::string pattern_beside(std::string_view arn) {
    const std::size_t slash = arn.rfind('/');
    if (slash == std::string_view::npos) return pattern_of(arn);
    return escaped(arn.substr(0, slash + 1)) + "*";
}

std::string pattern_of_kind(std::string_view arn) {
    const std::size_t at = part_at(arn, 5);
    if (at == std::string_view::npos) return "*";
    const std::size_t end = arn.find_first_of("/:", at);
    if (end == std::string_view::npos) return pattern_of(arn);
    return escaped(arn.substr(0, end + 1)) + "*";
}

}  // namespace gantry::iam
