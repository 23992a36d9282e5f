#include "services/ecs/api/paging.h"

#include <fmt/format.h>

#include "services/ecs/api/errors.h"

namespace gantry::ecs {

Result<Page> take_page(const Call& call, const PageRequest& request, const KeysAfter& keys_after) {
    const std::int32_t size = request.max_results.value_or(request.limits.default_count);
    if (size < 1 || size > request.limits.max) {
        return invalid_parameter(
            fmt::format("maxResults must be between 1 and {}.", request.limits.max)
        );
    }
    auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {fmt::format("{} {}", request.operation, request.filter),
         static_cast<std::size_t>(size),
         request.next_token},
        keys_after
    );
    if (!page) return page.error();
    return Page{std::move(page->keys), std::move(page->next)};
}

}  // namespace gantry::ecs
