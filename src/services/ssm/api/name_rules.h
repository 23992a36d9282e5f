#pragma once

#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/result.h"

/// What names of parameters, paths and labels may be.
/// Source: API Reference, PutParameter and LabelParameterVersion; answers of SSM.
namespace gantry::ssm {

/// A name for PutParameter, without spaces around it: letters, digits and `_.-/`, whole paths with
/// a slash in front, at most 15 levels and 1,011 characters as an ARN, and none that begins with
/// "aws" or "ssm". Errors: ValidationException, HierarchyLevelLimitExceededException,
/// AccessDeniedException for names of AWS's own.
Result<void> check_new_name(const aws::Scope& scope, std::string_view name);

/// Errors: ValidationException for a name with spaces inside.
Result<void> check_no_spaces(std::string_view name);

/// A hierarchy that is listed: a slash in front, and what names may have.
/// Errors: ValidationException.
Result<void> check_path(std::string_view path);

/// Letters, digits and `_.-`; no digit in front, nor "aws" or "ssm" in any letter case.
bool is_label(std::string_view label);

/// The characters of names: letters, digits and `_.-/`.
bool has_name_characters(std::string_view text);

/// Whether a text begins with "aws" or "ssm", in any letter case.
bool has_reserved_start(std::string_view text);

}  // namespace gantry::ssm
