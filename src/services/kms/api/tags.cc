#include "services/kms/api/tags.h"

#include <algorithm>
#include <map>

#include "services/kms/api/checks.h"
#include "services/kms/api/paging.h"

namespace gantry::kms {
namespace {

constexpr std::size_t kTagsOnPage = 50;

std::map<std::string, std::string> values_of(const Tags& tags) {
    std::map<std::string, std::string> values;
    for (const auto& tag : tags) values[tag.tag_key.value_or("")] = tag.tag_value.value_or("");
    return values;
}

}  // namespace

Result<api::kms::TagResourceResponse> tag_resource(
    Call& call, const api::kms::TagResourceRequest& input
) {
    const auto key = find_changeable(call, input.key_id);
    if (!key) return key.error();
    const Tags given = input.tags.value_or(Tags{});
    if (auto good = check_tags(given); !good) return good.error();
    auto values = values_of((*key)->tags);
    for (const auto& [name, value] : values_of(given)) values[name] = value;
    Tags tags;
    for (const auto& [name, value] : values) tags.push_back({.tag_key = name, .tag_value = value});
    // What is there already is not asked whether it may be added.
    if (auto good = check_tag_count(tags); !good) return good.error();
    edit_key(call, **key, [&](KeyRow& row) { row.tags = tags; });
    return api::kms::TagResourceResponse{};
}

Result<api::kms::UntagResourceResponse> untag_resource(
    Call& call, const api::kms::UntagResourceRequest& input
) {
    const auto key = find_changeable(call, input.key_id);
    if (!key) return key.error();
    const auto names = input.tag_keys.value_or(std::vector<std::string>{});
    edit_key(call, **key, [&](KeyRow& row) {
        std::erase_if(row.tags, [&](const auto& tag) {
            return std::ranges::find(names, tag.tag_key.value_or("")) != names.end();
        });
    });
    return api::kms::UntagResourceResponse{};
}

Result<api::kms::ListResourceTagsResponse> list_resource_tags(
    Call& call, const api::kms::ListResourceTagsRequest& input
) {
    const auto key = find_own(call, input.key_id);
    if (!key) return key.error();
    const auto values = values_of((*key)->tags);
    std::vector<std::string> names;
    for (const auto& [name, value] : values) names.push_back(name);
    const auto page = take_page(
        call,
        "ListResourceTags " + (*key)->id,
        {input.limit, input.marker, kTagsOnPage},
        service::sorted_keys(names)
    );
    if (!page) return page.error();
    api::kms::ListResourceTagsResponse out;
    out.tags.emplace();
    for (const std::string& name : page->keys) {
        out.tags->push_back({.tag_key = name, .tag_value = values.at(name)});
    }
    show_page(out, *page);
    return out;
}

}  // namespace gantry::kms
