#pragma once

#include <string>

#include "api/ecr/repository.h"
#include "services/ecr/api/find.h"

/// Rows as answers show them.
namespace gantry::ecr {

/// @param endpoint service::Settings::endpoint
api::ecr::Repository show_repository(const Found& found, const std::string& endpoint);

}  // namespace gantry::ecr
