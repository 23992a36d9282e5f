#pragma once

#include <string>

#include "api/ecr/image_detail.h"
#include "api/ecr/repository.h"
#include "services/ecr/api/find.h"

/// Rows as answers show them.
namespace gantry::ecr {

/// @param endpoint service::Settings::endpoint
api::ecr::Repository show_repository(const Found& found, const std::string& endpoint);

/// @param repository where it is
api::ecr::ImageDetail show_image(
    const Tables& tables, const Found& repository, const ImageRow& image
);

}  // namespace gantry::ecr
