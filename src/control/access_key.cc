#include "control/access_key.h"

#include <algorithm>
#include <utility>

namespace gantry::control {
namespace {

/// Ids stand in a Credential, "id/date/…", in a comma-separated header.
bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return c > ' ' && c <= '~' && c != '/' && c != ',';
    });
}

bool is_secret(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Result<AccessKey> parse_access_key(
    std::string_view text, const std::string& path, std::string account
) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    AccessKey key{
        std::string(text.substr(0, colon)),
        std::string(text.substr(std::min(colon + 1, text.size()))),
        std::move(account)
    };
    if (is_id(key.id) && is_secret(key.secret)) return key;
    const bool empty = colon < text.size() && is_id(key.id) && key.secret.empty();
    return invalid_argument(
        path + (empty ? " holds an empty secret" : " does not hold '<access key id>:<secret>'")
    );
}

}  // namespace gantry::control
