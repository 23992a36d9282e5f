#include "services/iam/api/paging.h"

#include <fmt/format.h>

#include "service/paging.h"
#include "services/iam/api/errors.h"

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
    const auto list = fmt::format("iam:{} {}", cut.operation, cut.filter);
    auto page = service::take_page(
        {std::string(account), "-"},
        secret,
        {list, static_cast<std::size_t>(wanted), cut.marker},
        service::sorted_keys(keys)
    );
    if (!page) return validation_error("Invalid Marker.");
    return KeyPage{std::move(page->keys), std::move(page->next)};
}

}  // namespace gantry::iam
