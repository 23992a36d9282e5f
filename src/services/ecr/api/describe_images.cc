#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/find.h"
#include "services/ecr/api/image_ids.h"
#include "services/ecr/api/images.h"
#include "services/ecr/api/show.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

using api::ecr::DescribeImagesRequest;
using api::ecr::DescribeImagesResponse;
using api::ecr::ImageDetail;
using api::ecr::ImageStatusFilter;
using api::ecr::ListImagesRequest;
using api::ecr::ListImagesResponse;
using api::ecr::TagStatus;

constexpr std::int32_t kImagesOfAPage = 100;

/// All images are active: there is no archive.
bool wants_active(ImageStatusFilter filter) {
    return filter == ImageStatusFilter::Active || filter == ImageStatusFilter::Any;
}

bool passes(TagStatus wanted, bool is_tagged) {
    return wanted == TagStatus::Any || (wanted == TagStatus::Tagged) == is_tagged;
}

Result<DescribeImagesResponse> describe_named(
    Call& call, const Found& found, const DescribeImagesRequest& input
) {
    if (input.max_results || input.next_token) {
        return invalid_parameter(
            "Invalid parameter: maxResults and nextToken cannot be used with imageIds."
        );
    }
    DescribeImagesResponse out{.image_details = std::vector<ImageDetail>{}};
    for (const auto& id : *input.image_ids) {
        const auto named = find_one_image(call, found, id);
        if (!named) return named.error();
        out.image_details->push_back(show_image(call.tables, found, *named->image));
    }
    return out;
}

/// "<digest> <tag>" of each, "<digest> " of who has none. The tables outlive it.
service::KeysAfter tagged_digests(const Tables& tables, std::string prefix, TagStatus wanted) {
    return [&tables,
            prefix = std::move(prefix),
            wanted](const std::string& after, const service::TakeKey& take) {
        const auto& rows = tables.images.rows();
        auto row = rows.lower_bound(prefix + after.substr(0, after.find(' ')));
        for (; row != rows.end() && row->first.starts_with(prefix); ++row) {
            const auto& tags = tables.tags_by_image.keys(row->first);
            if (!passes(wanted, !tags.empty())) continue;
            const std::string digest = row->second->digest + " ";
            if (tags.empty() && digest > after && !take(digest)) return;
            for (const std::string& tag : tags) {
                const std::string key = digest + tag.substr(prefix.size());
                if (key > after && !take(key)) return;
            }
        }
    };
}

}  // namespace

Result<DescribeImagesResponse> describe_images(Call& call, const DescribeImagesRequest& input) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    if (input.image_ids && !input.image_ids->empty()) return describe_named(call, *found, input);
    const auto filter = input.filter.value_or(api::ecr::DescribeImagesFilter{});
    const TagStatus wanted = filter.tag_status.value_or(TagStatus::Any);
    const auto status = filter.image_status.value_or(ImageStatusFilter::Active);
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:DescribeImages " + found->key + " " + std::string(reflect::to_text(wanted)) + " " +
             std::string(reflect::to_text(status)),
         static_cast<std::size_t>(input.max_results.value_or(kImagesOfAPage)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.images,
            members_prefix(found->key),
            [&, active = wants_active(status)](const ImageRow& row) {
                const std::string key = member_key(found->key, row.digest);
                return active && passes(wanted, !call.tables.tags_by_image.keys(key).empty());
            }
        )
    );
    if (!page) return invalid_token();
    DescribeImagesResponse out{.image_details = std::vector<ImageDetail>{}};
    for (const std::string& key : page->keys) {
        out.image_details->push_back(show_image(call.tables, *found, *call.tables.images.find(key))
        );
    }
    out.next_token = page->next;
    return out;
}

Result<ListImagesResponse> list_images(Call& call, const ListImagesRequest& input) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const auto filter = input.filter.value_or(api::ecr::ListImagesFilter{});
    const TagStatus wanted = filter.tag_status.value_or(TagStatus::Any);
    const auto status = filter.image_status.value_or(ImageStatusFilter::Active);
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:ListImages " + found->key + " " + std::string(reflect::to_text(wanted)) + " " +
             std::string(reflect::to_text(status)),
         static_cast<std::size_t>(input.max_results.value_or(kImagesOfAPage)),
         input.next_token},
        wants_active(status) ? tagged_digests(call.tables, members_prefix(found->key), wanted)
                             : service::sorted_keys({})
    );
    if (!page) return invalid_token();
    ListImagesResponse out{.image_ids = std::vector<api::ecr::ImageIdentifier>{}};
    for (const std::string& key : page->keys) {
        const std::size_t blank = key.find(' ');
        out.image_ids->push_back(identifier(key.substr(0, blank), key.substr(blank + 1)));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::ecr
