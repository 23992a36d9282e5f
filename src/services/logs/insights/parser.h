#pragma once

#include <string_view>

#include "base/result.h"
#include "services/logs/insights/ast.h"

namespace gantry::logs::insights {

/// Reads a query: fields, display, filter, parse, stats, sort, limit and dedup, joined by bars.
/// Errors: MalformedQueryException with AWS's sentence and the place.
Result<Query> read_query(std::string_view text);

/// "30m" in milliseconds: ms, s, m, h, d, w, mo, q and y, and their words. Nothing for what is
/// none.
std::optional<double> read_period(std::string_view text);

}  // namespace gantry::logs::insights
