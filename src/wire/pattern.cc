#include "wire/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace gantry::wire {
namespace {

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

/// One thread compiles a model's pattern; all find it here. What could not be compiled is absent.
const Pattern* shared_model_pattern(std::string_view text) {
    static std::mutex mutex;
    static auto& compiled = *new std::map<std::string_view, std::optional<Pattern>>;
    const std::lock_guard lock(mutex);
    auto found = compiled.find(text);
    if (found == compiled.end()) {
        auto pattern = Pattern::compile(text, Pattern::kOurs);
        found = compiled.emplace(text, std::nullopt).first;
        if (pattern) found->second = std::move(*pattern);
    }
    return found->second ? &*found->second : nullptr;
}

const Pattern* model_pattern(std::string_view text) {
    // The text is one object for the life of the process, so its address names it.
    thread_local std::unordered_map<const char*, const Pattern*> known;
    const auto [entry, is_new] = known.try_emplace(text.data(), nullptr);
    if (is_new) entry->second = shared_model_pattern(text);
    return entry->second;
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text, std::size_t max_bytes) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(static_cast<std::int64_t>(max_bytes));
    auto compiled = std::make_shared<const re2::RE2>(piece(text), options);
    if (!compiled->ok()) {
        return invalid_argument(fmt::format("a pattern that cannot be read: {}", compiled->error())
        );
    }
    return Pattern(std::move(compiled));
}

bool Pattern::matches(std::string_view text) const {
    return re2::RE2::FullMatch(piece(text), *compiled_);
}

bool Pattern::found_in(std::string_view text) const {
    return re2::RE2::PartialMatch(piece(text), *compiled_);
}

std::vector<std::optional<std::string_view>> Pattern::groups_in(std::string_view text) const {
    const auto count = static_cast<std::size_t>(compiled_->NumberOfCapturingGroups());
    std::vector<re2::StringPiece> pieces(count + 1);
    const auto size = static_cast<int>(count + 1);
    std::vector<std::optional<std::string_view>> groups;
    if (!compiled_->Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, pieces.data(), size)) {
        return groups;
    }
    for (std::size_t i = 1; i <= count; ++i) {
        groups.emplace_back();
        if (pieces[i].data() != nullptr) groups.back() = {pieces[i].data(), pieces[i].size()};
    }
    return groups;
}

std::vector<std::string> Pattern::group_names() const {
    std::vector<std::string> names(static_cast<std::size_t>(compiled_->NumberOfCapturingGroups()));
    for (const auto& [number, name] : compiled_->CapturingGroupNames()) {
        names[static_cast<std::size_t>(number - 1)] = name;
    }
    return names;
}

bool fits_model_pattern(std::string_view pattern, std::string_view text) {
    const Pattern* known = model_pattern(pattern);
    return known == nullptr || known->found_in(text);
}

}  // namespace gantry::wire
