#include "services/iam/policy/wildcards.h"

#include <algorithm>

namespace gantry::iam::policy {
namespace {

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The place behind the character that begins at `at`.
std::size_t after_character(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && continues_character(text[at])) ++at;
    return at;
}

}  // namespace

// Each run takes as little as it can. When the rest does not fit, only the last run needs to take
// more: those before it could not help.
bool matches_glob(std::string_view glob, std::string_view text) {
    std::size_t g = 0;
    std::size_t t = 0;
    std::size_t run = std::string_view::npos;  // behind the last kAnyRun
    std::size_t run_end = 0;                   // where its share of the text ends
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == kAnyRun) {
            run = ++g;
            run_end = t;
        } else if (g < glob.size() && glob[g] == kAnyOne) {
            ++g;
            t = after_character(text, t);
        } else if (g < glob.size() && glob[g] == text[t]) {
            ++g;
            ++t;
        } else if (run != std::string_view::npos) {
            g = run;
            t = ++run_end;
        } else {
            return false;
        }
    }
    return std::ranges::all_of(glob.substr(g), [](char c) { return c == kAnyRun; });
}

std::string make_glob(std::string_view text) {
    std::string glob(text);
    std::ranges::replace(glob, '*', kAnyRun);
    std::ranges::replace(glob, '?', kAnyOne);
    return glob;
}

}  // namespace gantry::iam::policy
