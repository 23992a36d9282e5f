#pragma once

#include <memory>
#include <string_view>

#include "core/transaction.h"
#include "services/ssm/model/names.h"
#include "services/ssm/model/tables.h"

/// Parameters by what callers name them.
namespace gantry::ssm {

/// Where rows are read: the tables, with what a transaction has changed or erased of them already.
/// One that it has added is found by its key, and in no list.
struct Rows {
    const Tables& tables;
    const core::Transaction& tx;
};

using ParameterPtr = core::Table<ParameterRow>::Ptr;
using VersionPtr = core::Table<VersionRow>::Ptr;

/// A version that was named.
struct Found {
    Reference reference;
    ParameterPtr parameter;  ///< null for AWS's own
    VersionPtr version;
};

/// The newest version, or the one that the selector names.
/// @param scope who sees it: parameters of other accounts and Regions are not there
/// Errors: ParameterNotFound, ParameterVersionNotFound.
Result<Found> find_version(const Rows& rows, const aws::Scope& scope, std::string_view text);

/// A parameter as such; a selector says nothing. Null for none, and for those of AWS's own.
ParameterPtr find_parameter(const Rows& rows, const aws::Scope& scope, std::string_view text);

/// All versions of a parameter, oldest first.
std::vector<VersionPtr> versions_of(const Rows& rows, std::string_view parameter_key);

}  // namespace gantry::ssm
