// What else is known of an image, or not known.
#include <fmt/format.h>

#include <algorithm>

#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/find.h"
#include "services/ecr/api/image_ids.h"
#include "services/ecr/api/images.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

using api::ecr::ArtifactStatusFilter;
using api::ecr::DescribeImageReplicationStatusRequest;
using api::ecr::DescribeImageReplicationStatusResponse;
using api::ecr::DescribeImageScanFindingsRequest;
using api::ecr::DescribeImageScanFindingsResponse;
using api::ecr::ImageReferrer;
using api::ecr::ListImageReferrersRequest;
using api::ecr::ListImageReferrersResponse;

bool passes(const api::ecr::ListImageReferrersFilter& filter, const ImageRow& row) {
    const auto status = filter.artifact_status.value_or(ArtifactStatusFilter::Active);
    if (status != ArtifactStatusFilter::Active && status != ArtifactStatusFilter::Any) return false;
    if (!filter.artifact_types || filter.artifact_types->empty()) return true;
    return std::ranges::find(*filter.artifact_types, row.artifact_media_type) !=
           filter.artifact_types->end();
}

std::string filter_text(const api::ecr::ListImageReferrersFilter& filter) {
    std::string text;
    for (const auto& type : filter.artifact_types.value_or(std::vector<std::string>{})) {
        text += " " + type;
    }
    return text;
}

ImageReferrer show_referrer(const ImageRow& row, const std::string& manifest) {
    ImageReferrer out{
        .digest = row.digest,
        .media_type = row.media_type,
        .size = static_cast<std::int64_t>(manifest.size()),
        .artifact_status = api::ecr::ArtifactStatus::Active,
    };
    if (!row.artifact_media_type.empty()) out.artifact_type = row.artifact_media_type;
    auto annotations = annotations_of(manifest);
    if (!annotations.empty()) out.annotations = std::move(annotations);
    return out;
}

}  // namespace

Result<ListImageReferrersResponse> list_image_referrers(
    Call& call, const ListImageReferrersRequest& input
) {
    constexpr std::int32_t kPageSize = 50;
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const std::string digest = input.subject_id->image_digest.value_or("");
    if (!is_digest(digest)) {
        return invalid_parameter(
            "Invalid parameter at 'subjectId.imageDigest' failed to satisfy constraint: 'must "
            "satisfy regular expression 'sha256:[0-9a-f]{64}''"
        );
    }
    const auto filter = input.filter.value_or(api::ecr::ListImageReferrersFilter{});
    const std::string subject = member_key(found->key, digest);
    std::vector<std::string> keys;
    for (const std::string& key : call.tables.referrers.keys(subject)) {
        if (passes(filter, *call.tables.images.find(key))) keys.push_back(key);
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:ListImageReferrers " + subject + filter_text(filter),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::sorted_keys(std::move(keys))
    );
    if (!page) return invalid_token();
    ListImageReferrersResponse out{.referrers = std::vector<ImageReferrer>{}};
    for (const std::string& key : page->keys) {
        out.referrers->push_back(
            show_referrer(*call.tables.images.find(key), call.tables.manifests.find(key)->text)
        );
    }
    out.next_token = page->next;
    return out;
}

Result<DescribeImageScanFindingsResponse> describe_image_scan_findings(
    Call& call, const DescribeImageScanFindingsRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const auto named = find_one_image(call, *found, *input.image_id);
    if (!named) return named.error();
    return ecr_error(
        ErrorKind::NotFound,
        "ScanNotFoundException",
        fmt::format(
            "Image scan does not exist for the image with '{}' in the repository with name '{}' in "
            "the registry with id '{}'",
            text_of(*input.image_id),
            found->repository->name,
            found->scope.account
        )
    );
}

Result<DescribeImageReplicationStatusResponse> describe_image_replication_status(
    Call& call, const DescribeImageReplicationStatusRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const auto named = find_one_image(call, *found, *input.image_id);
    if (!named) return named.error();
    return DescribeImageReplicationStatusResponse{
        .repository_name = found->repository->name,
        .image_id = identifier(named->image->digest, input.image_id->image_tag.value_or("")),
        .replication_statuses = std::vector<api::ecr::ImageReplicationStatus>{},
    };
}

}  // namespace gantry::ecr
