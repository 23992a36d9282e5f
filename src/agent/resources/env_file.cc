#include "agent/resources/env_file.h"

#include "wire/utf8.h"

namespace gantry::agent {
namespace {

Result<void> check_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = wire::utf8_length(text);
        if (length == 0) return invalid_argument("the file is not UTF-8 text");
        if (text.front() == '\0') return invalid_argument("the file holds a NUL character");
        text.remove_prefix(length);
    }
    return {};
}

void read_line(std::string_view line, Environment& environment) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('#')) return;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0) return;
    const std::string_view value = line.substr(equals + 1);
    if (value.empty()) return;
    environment.insert_or_assign(std::string(line.substr(0, equals)), value);
}

}  // namespace

Result<void> read_env_file(std::string_view text, Environment& environment) {
    if (auto good = check_text(text); !good) return good;
    Environment file;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        read_line(text.substr(0, end), file);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    environment.merge(file);
    return {};
}

}  // namespace gantry::agent
