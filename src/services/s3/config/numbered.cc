#include "services/s3/config/numbered.h"

#include <set>

#include "wire/page_token.h"

namespace gantry::s3 {
namespace {

constexpr std::size_t kPageSize = 100;
constexpr std::size_t kMaxConfigurationId = 64;

bool is_id(std::string_view text) {
    static constexpr std::string_view kSigns = "-_.";
    return !text.empty() && text.size() <= kMaxConfigurationId &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      kSigns.find(c) != std::string_view::npos;
           });
}

std::string token_list(const BucketRow& bucket, std::string_view word) {
    return "s3:" + bucket.name + "/" + std::string(word);
}

}  // namespace

Error no_such_configuration() {
    return refused(
        ErrorKind::NotFound, "NoSuchConfiguration", "The specified configuration does not exist."
    );
}

Result<void> check_id(const std::string& asked, const std::string& in_body) {
    if (!is_id(asked)) {
        return refused(
            ErrorKind::InvalidArgument,
            "InvalidConfigurationId",
            "The specified configuration id is invalid."
        );
    }
    if (asked != in_body) {
        return invalid_argument("The ID in the request does not match the ID in the configuration");
    }
    return {};
}

Result<void> check_room(
    const Call& call, const BucketRow& bucket, std::string_view word, std::string_view id
) {
    if (kept_text(call, bucket.name, word, id)) return {};
    const std::string all = configuration_key(bucket.name, word) + "/";
    const auto rows = call.tables.configurations.with_prefix(all);
    if (static_cast<std::size_t>(std::ranges::distance(rows)) < kMaxConfigurations) return {};
    return refused(
        ErrorKind::InvalidArgument,
        "TooManyConfigurations",
        "You are attempting to create a new configuration but have already reached the "
        "1,000-configuration limit."
    );
}

Result<ConfigurationPage> page_of(
    const Call& call,
    const BucketRow& bucket,
    std::string_view word,
    const std::optional<std::string>& token
) {
    std::string after;
    if (token && !token->empty()) {
        auto read = wire::decode_page_token(call.settings.secret, token_list(bucket, word), *token);
        if (!read) return invalid_argument("The continuation token provided is incorrect");
        after = *std::move(read);
    }
    ConfigurationPage page;
    const std::string all = configuration_key(bucket.name, word) + "/";
    const auto rows = call.tables.configurations.with_prefix(all);
    const auto& table = call.tables.configurations.rows();
    auto at = after.empty() ? rows.begin() : table.upper_bound(all + after);
    std::string last;
    for (; at != rows.end() && page.texts.size() < kPageSize; ++at) {
        page.texts.push_back(at->second->value.text);
        last = at->second->id;
    }
    if (at != rows.end()) {
        page.next = wire::encode_page_token(
            call.settings.secret, {token_list(bucket, word), std::move(last)}
        );
    }
    return page;
}

Result<void> BucketAnalytics::check(const Value& value) {
    const auto& exported = value.storage_class_analysis->data_export;
    if (!exported) return {};
    if (!exported->destination || !exported->output_schema_version) return malformed_xml();
    return {};
}

Result<void> BucketInventory::check(const Value& /*value*/) {
    return {};
}

Result<void> BucketMetrics::check(const Value& /*value*/) {
    return {};
}

Result<void> BucketTiering::check(const Value& value) {
    constexpr std::int32_t kArchiveDays = 90;
    constexpr std::int32_t kDeepArchiveDays = 180;
    constexpr std::int32_t kMostDays = 730;
    if (value.tierings->empty()) return malformed_xml();
    std::set<api::s3::IntelligentTieringAccessTier> tiers;
    for (const auto& tiering : *value.tierings) {
        const bool deep =
            *tiering.access_tier == api::s3::IntelligentTieringAccessTier::DeepArchiveAccess;
        const std::int32_t least = deep ? kDeepArchiveDays : kArchiveDays;
        if (*tiering.days < least || *tiering.days > kMostDays) {
            return invalid_argument(
                deep ? "The number of days for the Deep Archive Access tier must be from 180 to 730"
                     : "The number of days for the Archive Access tier must be from 90 to 730"
            );
        }
        if (!tiers.insert(*tiering.access_tier).second) return malformed_xml();
    }
    return {};
}

}  // namespace gantry::s3
