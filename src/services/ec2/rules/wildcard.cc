#include "services/ec2/rules/wildcard.h"

namespace gantry::ec2 {
namespace {

/// One step of a pattern: how many of its characters it takes.
struct Step {
    std::size_t length = 1;
    char wanted = 0;
    bool any_one = false;
};

Step step_at(std::string_view pattern, std::size_t at) {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) return {2, pattern[at + 1], false};
    return {1, pattern[at], pattern[at] == '?'};
}

}  // namespace

bool matches_wildcard(std::string_view pattern, std::string_view text) {
    constexpr auto kNone = std::string_view::npos;
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t after_star = kNone;  // where to go on once a star took one more
    std::size_t star_text = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            after_star = ++p;
            star_text = t;
            continue;
        }
        if (p < pattern.size()) {
            const Step step = step_at(pattern, p);
            if (step.any_one || step.wanted == text[t]) {
                p += step.length;
                ++t;
                continue;
            }
        }
        if (after_star == kNone) return false;
        p = after_star;
        t = ++star_text;
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

}  // namespace gantry::ec2
