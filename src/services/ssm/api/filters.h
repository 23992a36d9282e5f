#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ssm/parameter_string_filter.h"
#include "api/ssm/parameters_filter.h"
#include "base/result.h"
#include "services/ssm/model/rows.h"

/// What lists of parameters can be narrowed by.
/// Source: API Reference, ParameterStringFilter and ParametersFilter; answers of SSM.
namespace gantry::ssm {

/// One filter, with the option that it has where none is given.
struct Filter {
    std::string key;     ///< "Name", "tag:team"
    std::string option;  ///< "Equals", "BeginsWith", "Contains", "OneLevel", "Recursive"
    std::vector<std::string> values;
};
using Filters = std::vector<Filter>;

enum class FilterUse { Describe, ByPath };

/// Errors: InvalidFilterKey, InvalidFilterOption, InvalidFilterValue, ValidationException for
/// paths.
Result<Filters> read_filters(
    const std::optional<std::vector<api::ssm::ParameterStringFilter>>& given, FilterUse use
);

/// The older form: names begin with one of the values, types and keys are one of them.
Filters read_old_filters(const std::vector<api::ssm::ParametersFilter>& given);

/// Whether a version passes all of them. Labels are those of the version.
bool passes(const Filters& filters, const Tags& tags, const VersionRow& version);

/// All filters as a text, for tokens of pages.
std::string text_of(const Filters& filters);

/// The filter for labels; null for none.
const Filter* label_filter(const Filters& filters);

}  // namespace gantry::ssm
