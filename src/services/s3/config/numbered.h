#pragma once

#include <algorithm>

#include "api/s3/analytics_configuration.h"
#include "api/s3/intelligent_tiering_configuration.h"
#include "api/s3/inventory_configuration.h"
#include "api/s3/metrics_configuration.h"
#include "services/s3/config/configuration.h"
#include "services/s3/model/keys.h"

/// Configurations that a bucket may have a thousand of, each with an id. Kept: nothing is analysed,
/// inventoried or measured, and nothing moves to another tier.
/// Source: S3 API Reference.
namespace gantry::s3 {

inline constexpr std::size_t kMaxConfigurations = 1000;

struct BucketAnalytics {
    using Value = api::s3::AnalyticsConfiguration;
    static constexpr std::string_view kWord = "analytics";
    static Result<void> check(const Value& value);
};
struct BucketInventory {
    using Value = api::s3::InventoryConfiguration;
    static constexpr std::string_view kWord = "inventory";
    static Result<void> check(const Value& value);
};
struct BucketMetrics {
    using Value = api::s3::MetricsConfiguration;
    static constexpr std::string_view kWord = "metrics";
    static Result<void> check(const Value& value);
};
struct BucketTiering {
    using Value = api::s3::IntelligentTieringConfiguration;
    static constexpr std::string_view kWord = "intelligent-tiering";
    static Result<void> check(const Value& value);
};

Error no_such_configuration();  ///< NoSuchConfiguration
/// Whether a text is an id of a configuration, and that of the body. Errors:
/// InvalidConfigurationId, InvalidArgument.
Result<void> check_id(const std::string& asked, const std::string& in_body);
/// Errors: TooManyConfigurations.
Result<void> check_room(
    const Call& call, const BucketRow& bucket, std::string_view word, std::string_view id
);

/// Where a page of them begins and ends.
struct ConfigurationPage {
    std::vector<std::string> texts;   ///< JSON, in order of ids
    std::optional<std::string> next;  ///< where there are more
};
/// At most a hundred. Errors: InvalidArgument for a token that is none.
Result<ConfigurationPage> page_of(
    const Call& call,
    const BucketRow& bucket,
    std::string_view word,
    const std::optional<std::string>& token
);

/// Errors: NoSuchBucket, AccessDenied, MissingRequestBodyError, InvalidArgument,
/// TooManyConfigurations; those of Kind::check.
template <
    class Kind,
    class Input,
    class Output,
    std::optional<typename Kind::Value> Input::* Member>
Result<Output> put_numbered(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    if (!(input.*Member)) return missing_body();
    const typename Kind::Value& value = *(input.*Member);
    if (auto good = check_id(*input.id, *value.id); !good) return good.error();
    if (auto good = Kind::check(value); !good) return good.error();
    if (auto good = check_room(call, **bucket, Kind::kWord, *input.id); !good) return good.error();
    keep_text(call, **bucket, Kind::kWord, wire::encode_json(value), *input.id);
    return Output{};
}

/// Errors: NoSuchBucket, AccessDenied, NoSuchConfiguration.
template <
    class Kind,
    class Input,
    class Output,
    std::optional<typename Kind::Value> Output::* Member>
Result<Output> get_numbered(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto text = kept_text(call, (*bucket)->name, Kind::kWord, *input.id);
    if (!text) return no_such_configuration();
    auto value = wire::decode_json<typename Kind::Value>(*text);
    if (!value) return value.error();
    Output out;
    out.*Member = *std::move(value);
    return out;
}

/// Errors: as above.
template <class Kind, class Input, class Output>
Result<Output> delete_numbered(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    if (!kept_text(call, (*bucket)->name, Kind::kWord, *input.id)) return no_such_configuration();
    forget_text(call, **bucket, Kind::kWord, *input.id);
    return Output{};
}

/// Errors: NoSuchBucket, AccessDenied, InvalidArgument.
template <
    class Kind,
    class Input,
    class Output,
    std::optional<std::vector<typename Kind::Value>> Output::* Member>
Result<Output> list_numbered(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto page = page_of(call, **bucket, Kind::kWord, input.continuation_token);
    if (!page) return page.error();
    Output out;
    for (const std::string& text : page->texts) {
        auto value = wire::decode_json<typename Kind::Value>(text);
        if (!value) return value.error();
        if (!(out.*Member)) (out.*Member).emplace();
        (out.*Member)->push_back(*std::move(value));
    }
    out.is_truncated = page->next.has_value();
    out.continuation_token = input.continuation_token;
    out.next_continuation_token = page->next;
    return out;
}

}  // namespace gantry::s3
