#include "service/tag_rules.h"
#include "services/secretsmanager/api/checks.h"
#include "services/secretsmanager/api/find.h"
#include "services/secretsmanager/api/secrets.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::TagResourceRequest;
using api::secretsmanager::TagResourceResponse;
using api::secretsmanager::UntagResourceRequest;
using api::secretsmanager::UntagResourceResponse;

void put_tags(Call& call, const Found& found, Tags tags) {
    if (tags == found.secret->tags) return;
    SecretRow row = *found.secret;
    row.tags = std::move(tags);
    call.tx.put(call.tables.secrets, found.key, std::move(row));
}

}  // namespace

Result<TagResourceResponse> tag_resource(Call& call, const TagResourceRequest& input) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    const Tags added = input.tags.value_or(Tags{});
    if (auto good = check_tags(added); !good) return good.error();
    Tags tags = service::merge_tags(found->secret->tags, added);
    // What is there already is not asked whether it may be added.
    if (auto good = check_tag_count(tags); !good) return good.error();
    put_tags(call, *found, std::move(tags));
    return TagResourceResponse{};
}

Result<UntagResourceResponse> untag_resource(Call& call, const UntagResourceRequest& input) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    const auto keys = input.tag_keys.value_or(std::vector<std::string>{});
    put_tags(call, *found, service::remove_tags(found->secret->tags, keys));
    return UntagResourceResponse{};
}

}  // namespace gantry::secretsmanager
