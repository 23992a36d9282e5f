#include "services/secretsmanager/api/filters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "services/secretsmanager/api/errors.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::Filter;
using api::secretsmanager::FilterNameStringType;

std::string in_small_letters(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

/// Whether every word of a text is somewhere in the secret.
bool has_words(const SecretRow& secret, const std::string& value) {
    std::string all = secret.name + "\n" + secret.description;
    for (const auto& tag : secret.tags) {
        all += "\n" + tag.key.value_or("") + "\n" + tag.value.value_or("");
    }
    all = in_small_letters(std::move(all));
    std::istringstream words(in_small_letters(value));
    for (std::string word; words >> word;) {
        if (all.find(word) == std::string::npos) return false;
    }
    return true;
}

bool matches(FilterNameStringType key, const SecretRow& secret, const std::string& value) {
    const auto& tags = secret.tags;
    switch (key) {
        case FilterNameStringType::Name: return secret.name.starts_with(value);
        case FilterNameStringType::Description:
            return in_small_letters(secret.description).starts_with(in_small_letters(value));
        case FilterNameStringType::TagKey:
            return std::ranges::any_of(tags, [&](const auto& tag) {
                return tag.key.value_or("").starts_with(value);
            });
        case FilterNameStringType::TagValue:
            return std::ranges::any_of(tags, [&](const auto& tag) {
                return tag.value.value_or("").starts_with(value);
            });
        case FilterNameStringType::All: return has_words(secret, value);
        // No secret has replicas, or belongs to a service.
        case FilterNameStringType::PrimaryRegion:
        case FilterNameStringType::OwningService: return false;
    }
    return false;
}

bool passes_one(const Filter& filter, const SecretRow& secret) {
    bool wants_some = false;
    bool has_some = false;
    for (const std::string& value : *filter.values) {
        const bool excludes = value.starts_with('!');
        const bool found = matches(*filter.key, secret, excludes ? value.substr(1) : value);
        if (excludes && found) return false;
        wants_some = wants_some || !excludes;
        has_some = has_some || (!excludes && found);
    }
    return has_some || !wants_some;
}

}  // namespace

Result<void> check_filters(const Filters& filters) {
    for (const Filter& filter : filters) {
        if (!filter.key) return invalid_parameter("Invalid filter key");
        if (!filter.values || filter.values->empty()) {
            return invalid_parameter(
                fmt::format("Invalid filter values for key: {}", reflect::to_text(*filter.key))
            );
        }
    }
    return {};
}

bool passes(const Filters& filters, const SecretRow& secret) {
    return std::ranges::all_of(filters, [&](const Filter& filter) {
        return passes_one(filter, secret);
    });
}

std::string text_of(const Filters& filters) {
    std::string text;
    for (const Filter& filter : filters) {
        text +=
            fmt::format("{} [{}];", reflect::to_text(*filter.key), fmt::join(*filter.values, ","));
    }
    return text;
}

}  // namespace gantry::secretsmanager
