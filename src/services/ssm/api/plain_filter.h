#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

/// What lists of machines and activations can be narrowed by: any of the values.
namespace gantry::ssm {

struct PlainFilter {
    std::string key;
    std::vector<std::string> values;
};
using PlainFilters = std::vector<PlainFilter>;

/// For PageRequest: one text for each list of filters, with the length before each part.
inline std::string text_of(const PlainFilters& filters) {
    std::string text;
    for (const PlainFilter& filter : filters) {
        text += fmt::format(" {}:{}{}", filter.key.size(), filter.key, filter.values.size());
        for (const std::string& value : filter.values) {
            text += fmt::format(",{}:{}", value.size(), value);
        }
    }
    return text;
}

}  // namespace gantry::ssm
