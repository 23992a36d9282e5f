#include "cmd/logs/log_printer.h"

#include <fmt/format.h>

namespace gantry::cmd {

namespace {

constexpr const char* kUnshown = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t kFirstColour = 31;
constexpr std::size_t kColours = 6;

bool is_control(unsigned char byte) {
    return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}

/// U+0080 to U+009F, which some terminals obey as well: C2 80 to C2 9F.
bool is_high_control(std::string_view rest) {
    if (rest.size() < 2 || static_cast<unsigned char>(rest[0]) != 0xC2) return false;
    const auto second = static_cast<unsigned char>(rest[1]);
    return second >= 0x80 && second <= 0x9F;
}

}  // namespace

std::string for_terminal(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string shown;
    shown.reserve(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (is_high_control(line.substr(i))) {
            shown += kUnshown;
            ++i;
        } else if (is_control(static_cast<unsigned char>(line[i]))) {
            shown += kUnshown;
        } else {
            shown += line[i];
        }
    }
    return shown;
}

std::string LogPrinter::shown_label(const std::string& label) {
    if (!is_terminal_) return label;
    const auto [at, is_new] = colours_.try_emplace(label, colours_.size() % kColours);
    return fmt::format("\033[{}m{}\033[0m", kFirstColour + at->second, label);
}

void LogPrinter::print(const std::string& label, std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    const std::string shown = shown_label(label);
    std::string out;
    while (true) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        out += shown + " | ";
        out += is_terminal_ ? for_terminal(line) : std::string(line);
        out += '\n';
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    write_(out);
}

}  // namespace gantry::cmd
