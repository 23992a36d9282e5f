#pragma once

#include <string_view>
#include <vector>

namespace gantry::cgroup {

namespace detail {

inline std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t begin = text.find_first_not_of(separators);
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin);
        const std::string_view part = text.substr(0, text.find_first_of(separators));
        parts.push_back(part);
        text.remove_prefix(part.size());
    }
    return parts;
}

}  // namespace detail

/// The lines that are not empty.
inline std::vector<std::string_view> split_lines(std::string_view text) {
    return detail::split(text, "\n");
}

inline std::vector<std::string_view> split_words(std::string_view line) {
    return detail::split(line, " \t\n");
}

}  // namespace gantry::cgroup
