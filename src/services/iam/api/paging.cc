#include "services/iam/api/paging.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/api/errors.h"
#include "wire/page_token.h"

namespace gantry::iam {

Result<KeyPage> cut_page(
    std::string_view account,
    const std::string& secret,
    const PageCut& cut,
    const std::vector<std::string>& keys
) {
    constexpr std::int32_t kUsual = 100;
    constexpr std::int32_t kMost = 1000;
    const std::int32_t wanted = cut.max_items.value_or(kUsual);
    if (wanted < 1 || wanted > kMost) {
        return validation_error(fmt::format("MaxItems must be between 1 and {}.", kMost));
    }
    const auto list = fmt::format("iam:{} {} {}", cut.operation, account, cut.filter);
    auto first = keys.begin();
    if (cut.marker) {
        const auto after = wire::decode_page_token(secret, list, *cut.marker);
        if (!after) return validation_error("Invalid Marker.");
        first = std::ranges::upper_bound(keys, *after);
    }
    KeyPage page;
    const auto count = std::min<std::ptrdiff_t>(wanted, keys.end() - first);
    page.keys.assign(first, first + count);
    if (first + count != keys.end()) {
        page.marker = wire::encode_page_token(secret, {list, page.keys.back()});
    }
    return page;
}

}  // namespace gantry::iam
