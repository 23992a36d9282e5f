#include "services/s3/api/tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "services/s3/config/tag_rules.h"
#include "services/s3/model/errors.h"
#include "wire/percent.h"

namespace gantry::s3 {
namespace {

Error wrong_header() {
    return invalid_argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded "
        "URL query parameters without tag name duplicates."
    );
}

Result<void> check_count(std::size_t count) {
    if (count <= kMaxObjectTags) return {};
    return refused(
        ErrorKind::InvalidArgument,
        "BadRequest",
        fmt::format("Object tags cannot be greater than {}", kMaxObjectTags)
    );
}

}  // namespace

Result<Texts> read_tag_set(const std::vector<api::s3::Tag>& tags) {
    if (auto good = check_count(tags.size()); !good) return good.error();
    if (auto good = check_tags(tags); !good) return good.error();
    Texts read;
    for (const api::s3::Tag& tag : tags) read.emplace(tag.key.value_or(""), tag.value.value_or(""));
    return read;
}

Result<Texts> read_tag_header(const std::optional<std::string>& header) {
    std::vector<api::s3::Tag> tags;
    std::set<std::string> keys;
    std::string_view rest = header ? std::string_view(*header) : std::string_view{};
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        const std::size_t equals = one.find('=');
        const bool valued = equals != std::string_view::npos;
        api::s3::Tag tag{
            .key = wire::decode_query_part(one.substr(0, equals)),
            .value = valued ? wire::decode_query_part(one.substr(equals + 1)) : "",
        };
        if (tag.key->empty() || !keys.insert(*tag.key).second) return wrong_header();
        tags.push_back(std::move(tag));
    }
    return read_tag_set(tags);
}

std::vector<api::s3::Tag> tag_set(const Texts& tags) {
    std::vector<api::s3::Tag> set;
    for (const auto& [key, value] : tags) set.push_back({.key = key, .value = value});
    return set;
}

}  // namespace gantry::s3
