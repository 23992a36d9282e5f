#include "service/paging.h"

#include <fmt/format.h>

#include <algorithm>

#include "wire/page_token.h"

namespace gantry::service {

Result<KeyPage> take_page(
    const aws::Scope& scope,
    const std::string& secret,
    const PageRequest& request,
    const KeysAfter& keys_after
) {
    const std::string list = fmt::format("{}{}", scope.prefix(), request.list);
    std::string after;
    if (request.token) {
        Result<std::string> place = wire::decode_page_token(secret, list, *request.token);
        if (!place) return place.error();
        after = std::move(*place);
    }
    KeyPage page;
    keys_after(after, [&](const std::string& next) {
        if (page.keys.size() == request.size) {
            page.next = wire::encode_page_token(secret, {list, page.keys.back()});
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

}  // namespace gantry::service
