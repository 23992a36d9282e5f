#include "control/query_string.h"

#include "wire/sigv4_canonical.h"

namespace gantry::control {

std::map<std::string, std::string> parse_query(std::string_view target) {
    std::map<std::string, std::string> parameters;
    for (auto& [name, value] : wire::sigv4::parse_query(target)) {
        parameters.emplace(std::move(name), std::move(value));
    }
    return parameters;
}

}  // namespace gantry::control
