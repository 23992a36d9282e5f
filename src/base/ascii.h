#pragma once

#include <string>
#include <string_view>

namespace gantry {

/// ASCII's capitals as small letters, all else as it is: names that mean the same either way.
inline std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

}  // namespace gantry
