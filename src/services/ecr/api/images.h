#pragma once

#include "api/ecr/batch_delete_image_request.h"
#include "api/ecr/batch_delete_image_response.h"
#include "api/ecr/batch_get_image_request.h"
#include "api/ecr/batch_get_image_response.h"
#include "api/ecr/describe_image_replication_status_request.h"
#include "api/ecr/describe_image_replication_status_response.h"
#include "api/ecr/describe_image_scan_findings_request.h"
#include "api/ecr/describe_image_scan_findings_response.h"
#include "api/ecr/describe_images_request.h"
#include "api/ecr/describe_images_response.h"
#include "api/ecr/list_image_referrers_request.h"
#include "api/ecr/list_image_referrers_response.h"
#include "api/ecr/list_images_request.h"
#include "api/ecr/list_images_response.h"
#include "api/ecr/put_image_request.h"
#include "api/ecr/put_image_response.h"
#include "services/ecr/api/call.h"

/// Images. All have RepositoryNotFoundException. Source: ECR API Reference.
namespace gantry::ecr {

/// Keeps the manifest first where the repository does not have it, then answers.
/// Errors: those of ImagePusher::push; ImageAlreadyExistsException where it is there with that tag.
Result<Later<api::ecr::PutImageResponse>> put_image(Call&, const api::ecr::PutImageRequest&);
/// Counts as a pull.
Result<api::ecr::BatchGetImageResponse>
batch_get_image(Call&, const api::ecr::BatchGetImageRequest&);
/// An image goes with its last tag, or by its digest; not while a manifest list has it.
Result<api::ecr::BatchDeleteImageResponse>
batch_delete_image(Call&, const api::ecr::BatchDeleteImageRequest&);
/// Errors: ImageNotFoundException for the first of those named that is none;
/// InvalidParameterException.
Result<api::ecr::DescribeImagesResponse>
describe_images(Call&, const api::ecr::DescribeImagesRequest&);
/// An entry for each tag. Errors: InvalidParameterException.
Result<api::ecr::ListImagesResponse> list_images(Call&, const api::ecr::ListImagesRequest&);
/// Errors: InvalidParameterException.
Result<api::ecr::ListImageReferrersResponse>
list_image_referrers(Call&, const api::ecr::ListImageReferrersRequest&);
/// Errors: ImageNotFoundException; else always ScanNotFoundException.
Result<api::ecr::DescribeImageScanFindingsResponse>
describe_image_scan_findings(Call&, const api::ecr::DescribeImageScanFindingsRequest&);
/// Nothing is replicated. Errors: ImageNotFoundException.
Result<api::ecr::DescribeImageReplicationStatusResponse>
describe_image_replication_status(Call&, const api::ecr::DescribeImageReplicationStatusRequest&);

}  // namespace gantry::ecr
