#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/secretsmanager/filter.h"
#include "base/result.h"
#include "services/secretsmanager/model/rows.h"

/// What lists of secrets can be narrowed by. A value with an exclamation mark before it excludes.
/// Source: API Reference, Filter.
namespace gantry::secretsmanager {

using Filters = std::vector<api::secretsmanager::Filter>;

/// Errors: InvalidParameterException for one without a key or values.
Result<void> check_filters(const Filters& filters);

/// Whether a secret passes all of them: names, and keys and values of tags, begin with one of the
/// values, and descriptions whatever the letter case; `all` finds words anywhere.
bool passes(const Filters& filters, const SecretRow& secret);

/// All filters as a text, for tokens of pages.
std::string text_of(const Filters& filters);

}  // namespace gantry::secretsmanager
