#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/iam/api/nouns.h"

/// Lists of entities of several kinds, as one list of keys that pages can be cut from:
/// "role/<key>". In the order of "group/", "policy/", "role/", "user/" they are sorted.
namespace gantry::iam {

/// Adds the entities of one kind that pass `keep(const Row&)`.
template <class Noun, class Keep>
void add_kind(const Call& call, std::vector<std::string>& keys, const Keep& keep) {
    const std::string prefix = account_prefix(call.scope.account);
    for (const auto& [key, row] : Noun::table(call.tables).with_prefix(prefix)) {
        if (keep(*row)) keys.push_back(fmt::format("{}/{}", Noun::kWord, key));
    }
}

/// The row behind a key; null when it is of another kind.
template <class Noun>
typename core::Table<typename Noun::Row>::Ptr at_kind(const Call& call, std::string_view key) {
    const std::string start = fmt::format("{}/", Noun::kWord);
    if (!key.starts_with(start)) return nullptr;
    return Noun::table(call.tables).find(key.substr(start.size()));
}

}  // namespace gantry::iam
