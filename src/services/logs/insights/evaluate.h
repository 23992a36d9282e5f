#pragma once

#include "services/logs/insights/ast.h"
#include "services/logs/insights/budget.h"
#include "services/logs/insights/row.h"

namespace gantry::logs::insights {

/// What an expression is of a row. What cannot be worked out is nothing, and nothing is not true.
Value evaluate(const Expr& expr, const Row& row);

/// Takes out what `parse` names; a row that does not match stays as it is.
/// @return false: that is more than the budget has
bool apply(const Parse& parse, Row& row, Charge& charge);

}  // namespace gantry::logs::insights
