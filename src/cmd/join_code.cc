#include "cmd/join_code.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string_view>

namespace gantry::cmd {
namespace {

constexpr std::string_view kFile = "file:";
constexpr std::string_view kOption = "--join";
constexpr const char* kVariable = "GANTRY_JOIN";
constexpr std::size_t kUuidLength = 36;
constexpr std::size_t kShortestCode = 20;
constexpr std::size_t kLongestCode = 250;

Error not_a_code(std::string_view where) {
    return invalid_argument(
        std::string(where) +
        " is no activation: it takes <activation id>:<activation code>, as `aws ssm "
        "create-activation` answers them"
    );
}

Result<JoinCode> parse_code(std::string_view text, std::string_view where) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
        text.remove_suffix(1);
    }
    const auto colon = text.find(':');
    const std::string_view code = text.substr(std::min(text.size(), colon + 1));
    const bool fits = colon == kUuidLength && code.size() >= kShortestCode &&
                      code.size() <= kLongestCode &&
                      std::ranges::all_of(code, [](unsigned char c) { return std::isgraph(c); });
    if (!fits) return not_a_code(where);
    return JoinCode{std::string(text.substr(0, colon)), std::string(code)};
}

/// Overwrites a text in place.
void blot(char* text) {
    std::memset(text, '*', std::strlen(text));
}

}  // namespace

Result<JoinCode> read_join_code(const std::string& text) {
    std::string line;
    if (text == "-") {
        std::getline(std::cin, line);
        return parse_code(line, "the line of standard input");
    }
    if (!text.starts_with(kFile)) return parse_code(text, "--join");
    const std::string path = text.substr(kFile.size());
    std::ifstream file(path);
    if (!file) return unavailable("cannot open " + path + ", which --join names");
    std::getline(file, line);
    return parse_code(line, path);
}

void hide_join_code(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == kOption && i + 1 < argc) blot(argv[i + 1]);
        if (word.starts_with(kOption) && word.substr(kOption.size()).starts_with('=')) {
            blot(argv[i] + kOption.size() + 1);
        }
    }
    if (char* value = std::getenv(kVariable)) {
        blot(value);
        unsetenv(kVariable);
    }
}

}  // namespace gantry::cmd
