#pragma once

#include <string>
#include <string_view>

#include "base/ascii.h"

/// Texts with wildcards, as policies compare them. In a glob the wildcards are bytes that no UTF-8
/// text holds, so that a `*` which stands for itself needs no escape.
namespace gantry::iam::policy {

inline constexpr char kAnyRun = '\xFF';  ///< any characters, also none: `*`
inline constexpr char kAnyOne = '\xFE';  ///< one character, however many bytes it has: `?`

/// Whether the whole text is of that form. Time: at most the product of the two lengths.
bool matches_glob(std::string_view glob, std::string_view text);

/// `*` and `?` in their place. Texts that hold a wildcard's byte themselves are no UTF-8 and cannot
/// come from a policy.
std::string make_glob(std::string_view text);

using gantry::lower_case;

}  // namespace gantry::iam::policy
