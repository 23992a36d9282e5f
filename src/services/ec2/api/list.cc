#include "services/ec2/api/list.h"

#include <fmt/format.h>

#include "services/ec2/api/fingerprint.h"

namespace gantry::ec2 {

Result<service::KeyPage> cut_keys(
    const Call& call,
    std::string_view operation,
    std::string_view request,
    const std::optional<std::int32_t>& max_results,
    const std::optional<std::string>& next_token,
    std::vector<std::string> keys
) {
    constexpr std::size_t kMost = 1000;
    service::PageRequest page{
        .list = fmt::format("ec2:{} {}", operation, fingerprint(request)),
        .size = kMost,
        .token = {}
    };
    if (max_results) {
        if (*max_results < 1) {
            return invalid_value(fmt::format(
                "Value ( {} ) for parameter maxResults is invalid. Expecting a value greater than "
                "or equal to 1.",
                *max_results
            ));
        }
        page.size = std::min(kMost, static_cast<std::size_t>(*max_results));
    }
    if (next_token && !next_token->empty()) page.token = next_token;
    auto cut = service::take_page(
        call.scope, call.settings.secret, page, service::sorted_keys(std::move(keys))
    );
    if (!cut) return invalid_value("Invalid value for parameter nextToken.");
    return cut;
}

}  // namespace gantry::ec2
