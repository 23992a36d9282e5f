#include "services/ec2/api/list.h"

#include <fmt/format.h>

#include "services/ec2/api/fingerprint.h"
#include "wire/page_token.h"

namespace gantry::ec2 {

Result<PageBounds> read_page(
    const Call& call,
    const std::string& list,
    const std::optional<std::int32_t>& max_results,
    const std::optional<std::string>& next_token
) {
    PageBounds bounds;
    if (max_results) {
        if (*max_results < 1) {
            return invalid_value(fmt::format(
                "Value ( {} ) for parameter maxResults is invalid. Expecting a value greater than "
                "or equal to 1.",
                *max_results
            ));
        }
        bounds.most = std::min(bounds.most, static_cast<std::size_t>(*max_results));
    }
    if (next_token && !next_token->empty()) {
        const auto after = wire::decode_page_token(call.settings.secret, list, *next_token);
        if (!after) return invalid_value("Invalid value for parameter nextToken.");
        bounds.after = *after;
    }
    return bounds;
}

std::string page_token(const Call& call, const std::string& list, const std::string& after) {
    return wire::encode_page_token(call.settings.secret, {list, after});
}

std::string list_name(const Call& call, std::string_view operation, std::string_view request) {
    return fmt::format("ec2:{} {} {}", operation, call.scope.prefix(), fingerprint(request));
}

}  // namespace gantry::ec2
