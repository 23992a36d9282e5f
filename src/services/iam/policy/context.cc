#include "services/iam/policy/context.h"

#include <algorithm>

#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {

void Context::set(std::string_view key, std::vector<std::string> values) {
    std::string lower = lower_case(key);
    const auto place = std::ranges::lower_bound(entries_, lower, {}, &Entry::lower_key);
    if (place != entries_.end() && place->lower_key == lower) {
        place->values = std::move(values);
        return;
    }
    entries_.insert(place, Entry{std::move(lower), std::string(key), std::move(values)});
}

void Context::set(std::string_view key, std::string value) {
    std::vector<std::string> values;
    values.push_back(std::move(value));
    set(key, std::move(values));
}

const std::vector<std::string>* Context::find(std::string_view lower_key) const {
    const auto place = std::ranges::lower_bound(entries_, lower_key, {}, [](const Entry& e) {
        return std::string_view(e.lower_key);
    });
    const bool found = place != entries_.end() && place->lower_key == lower_key;
    return found && !place->values.empty() ? &place->values : nullptr;
}

const std::string* Context::find_single(std::string_view lower_key) const {
    const std::vector<std::string>* values = find(lower_key);
    return values != nullptr && values->size() == 1 ? &values->front() : nullptr;
}

}  // namespace gantry::iam::policy
