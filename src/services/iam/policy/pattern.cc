#include "services/iam/policy/pattern.h"

#include <algorithm>

#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

bool is_wildcard(char c) {
    return c == kAnyRun || c == kAnyOne;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// 'text' without its quotes; nothing where there are none.
std::optional<std::string_view> unquote(std::string_view text) {
    text = trim(text);
    if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return std::nullopt;
    return text.substr(1, text.size() - 2);
}

}  // namespace

Pattern::Pattern(std::string_view text, Reading reading) : ignore_case_(reading.ignore_case) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t variable = reading.variables ? read_variable(text.substr(at)) : 0;
        if (variable > 0) {
            at += variable;
            continue;
        }
        const char c = text[at++];
        if (reading.wildcards && c == '*') {
            add_run();
        } else if (reading.wildcards && c == '?') {
            glob_ += kAnyOne;
        } else {
            glob_ += c;
        }
    }
    if (ignore_case_) glob_ = lower_case(glob_);
    const auto first = std::ranges::find_if(glob_, is_wildcard);
    if (first == glob_.end()) return;
    form_ = first + 1 == glob_.end() && *first == kAnyRun ? Form::Prefix : Form::Glob;
}

// A run of runs is one, unless a variable stands between them.
void Pattern::add_run() {
    const bool behind_variable = !variables_.empty() && variables_.back().at == glob_.size();
    if (behind_variable || glob_.empty() || glob_.back() != kAnyRun) glob_ += kAnyRun;
}

/// @return how many characters it took; 0 when none starts here.
std::size_t Pattern::read_variable(std::string_view rest) {
    if (!rest.starts_with("${")) return 0;
    const std::size_t end = rest.find('}');
    if (end == std::string_view::npos) return 0;
    const std::string_view inside = rest.substr(2, end - 2);
    if (inside == "*" || inside == "?" || inside == "$") {
        glob_ += inside;
    } else {
        add_variable(inside);
    }
    return end + 1;
}

void Pattern::add_variable(std::string_view inside) {
    Variable variable{.at = glob_.size()};
    const std::size_t comma = inside.find(',');
    if (comma != std::string_view::npos) {
        if (const auto text = unquote(inside.substr(comma + 1))) variable.fallback = *text;
    }
    variable.key = trim(inside.substr(0, comma));
    variable.lower_key = lower_case(variable.key);
    variables_.push_back(std::move(variable));
}

bool Pattern::matches_fixed(std::string_view text) const {
    const std::string_view glob = glob_;
    switch (form_) {
        case Form::Exact: return glob == text;
        case Form::Prefix: return text.starts_with(glob.substr(0, glob.size() - 1));
        case Form::Glob: break;
    }
    return matches_glob(glob, text);
}

Match Pattern::matches(std::string_view text, const Context& context, MissingKeys* missing) const {
    if (variables_.empty()) return matches_fixed(text) ? Match::Yes : Match::No;
    const std::optional<std::string> glob = fill(context, missing);
    if (!glob) return Match::Unresolved;
    return matches_glob(*glob, text) ? Match::Yes : Match::No;
}

std::optional<std::string> Pattern::fill(const Context& context, MissingKeys* missing) const {
    std::string glob;
    std::size_t done = 0;
    for (const Variable& variable : variables_) {
        glob.append(glob_, done, variable.at - done);
        done = variable.at;
        const std::string* value = context.find_single(variable.lower_key);
        if (value == nullptr && variable.fallback) value = &*variable.fallback;
        if (value == nullptr && missing != nullptr) missing->insert(variable.key);
        // A value is text; one with a wildcard's byte in it is not UTF-8 and equals nothing.
        if (value == nullptr || std::ranges::any_of(*value, is_wildcard)) return std::nullopt;
        glob += ignore_case_ ? lower_case(*value) : *value;
    }
    glob.append(glob_, done);
    return glob;
}

Match match_any(
    const std::vector<Pattern>& patterns,
    std::string_view text,
    const Context& context,
    MissingKeys* missing
) {
    Match best = Match::No;
    for (const Pattern& pattern : patterns) {
        const Match match = pattern.matches(text, context, missing);
        if (match == Match::Yes) return match;
        if (match == Match::Unresolved) best = match;
    }
    return best;
}

}  // namespace gantry::iam::policy
