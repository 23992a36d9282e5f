#include "service/query_string.h"

#include "wire/sigv4_canonical.h"

namespace gantry::service {

std::map<std::string, std::string> parse_query(std::string_view target) {
    std::map<std::string, std::string> parameters;
    for (auto& [name, value] : wire::sigv4::parse_query(target)) {
        parameters.emplace(std::move(name), std::move(value));
    }
    return parameters;
}

std::string origin_form(std::string target) {
    const std::size_t scheme_end = target.find("://");
    if (target.starts_with('/') || scheme_end == std::string::npos) return target;
    const std::size_t start = target.find_first_of("/?", scheme_end + 3);
    if (start == std::string::npos) return "/";
    return (target[start] == '?' ? "/" : "") + target.substr(start);
}

}  // namespace gantry::service
