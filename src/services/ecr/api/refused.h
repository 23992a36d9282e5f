#pragma once

#include "api/ecr/batch_check_layer_availability_request.h"
#include "api/ecr/batch_check_layer_availability_response.h"
#include "api/ecr/complete_layer_upload_request.h"
#include "api/ecr/complete_layer_upload_response.h"
#include "api/ecr/get_download_url_for_layer_request.h"
#include "api/ecr/get_download_url_for_layer_response.h"
#include "api/ecr/initiate_layer_upload_request.h"
#include "api/ecr/initiate_layer_upload_response.h"
#include "api/ecr/start_image_scan_request.h"
#include "api/ecr/start_image_scan_response.h"
#include "api/ecr/upload_layer_part_request.h"
#include "api/ecr/upload_layer_part_response.h"
#include "api/ecr/validate_pull_through_cache_rule_request.h"
#include "api/ecr/validate_pull_through_cache_rule_response.h"
#include "services/ecr/api/find.h"
#include "services/ecr/model/errors.h"

/// What is asked for and not done.
namespace gantry::ecr {

inline constexpr const char* kLayersByDocker =
    "Layers are pushed and pulled with Docker, at the repository's URI.";
inline constexpr const char* kNoScans = "Images are not scanned.";

/// Errors: RepositoryNotFoundException; else always UnsupportedOperationException.
template <class Output, class Input>
Result<Output> refuse_layers(Call& call, const Input& input) {
    const auto found = find_named(call, input);
    return found ? not_done(kLayersByDocker) : found.error();
}

inline Result<api::ecr::StartImageScanResponse> start_image_scan(
    Call& call, const api::ecr::StartImageScanRequest& input
) {
    const auto found = find_named(call, input);
    return found ? not_done(kNoScans) : found.error();
}

inline Result<api::ecr::ValidatePullThroughCacheRuleResponse> validate_pull_through_cache_rule(
    Call& /*call*/, const api::ecr::ValidatePullThroughCacheRuleRequest& /*input*/
) {
    return not_done("Nothing is pulled through: upstream registries are not asked.");
}

}  // namespace gantry::ecr
