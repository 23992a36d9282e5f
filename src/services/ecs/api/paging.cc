#include "services/ecs/api/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "services/ecs/api/errors.h"
#include "wire/page_token.h"

namespace gantry::ecs {
namespace {

Result<std::size_t> page_size(const PageRequest& request) {
    const std::int32_t size = request.max_results.value_or(request.limits.default_count);
    if (size < 1 || size > request.limits.max) {
        return invalid_parameter(
            fmt::format("maxResults must be between 1 and {}.", request.limits.max)
        );
    }
    return static_cast<std::size_t>(size);
}

std::string list_name(const Call& call, const PageRequest& request) {
    return fmt::format("{} {}{}", request.operation, call.scope.prefix(), request.filter);
}

}  // namespace

Result<Page> take_page(const Call& call, const PageRequest& request, const KeysAfter& keys_after) {
    const Result<std::size_t> size = page_size(request);
    if (!size) return size.error();
    const std::string list = list_name(call, request);
    const std::string& key = call.settings.secret;
    std::string after;
    if (request.next_token) {
        Result<std::string> place = wire::decode_page_token(key, list, *request.next_token);
        if (!place) return place.error();
        after = std::move(*place);
    }
    Page page;
    keys_after(after, [&](const std::string& next) {
        if (page.keys.size() == *size) {
            page.next_token = wire::encode_page_token(key, {list, page.keys.back()});
            return false;
        }
        page.keys.push_back(next);
        return true;
    });
    return page;
}

KeysAfter sorted_keys(std::vector<std::string> keys, KeyOrder order) {
    const auto before = [order](const std::string& a, const std::string& b) {
        return order == KeyOrder::Ascending ? a < b : b < a;
    };
    std::ranges::sort(keys, before);
    return [keys = std::make_shared<const std::vector<std::string>>(std::move(keys)),
            before](const std::string& after, const TakeKey& take) {
        auto key = after.empty() ? keys->begin() : std::ranges::upper_bound(*keys, after, before);
        while (key != keys->end() && take(*key)) ++key;
    };
}

}  // namespace gantry::ecs
