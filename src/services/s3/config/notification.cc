#include "services/s3/config/notification.h"

#include <algorithm>
#include <set>

namespace gantry::s3 {
namespace {

using Filter = std::optional<api::s3::NotificationConfigurationFilter>;

Result<void> check_filter(const Filter& filter) {
    if (!filter || !filter->key || !filter->key->filter_rules) return {};
    std::set<api::s3::FilterRuleName> names;
    for (const auto& rule : *filter->key->filter_rules) {
        if (!rule.name) {
            return invalid_argument("filter rule name must be either prefix or suffix");
        }
        if (!names.insert(*rule.name).second) {
            return invalid_argument(
                *rule.name == api::s3::FilterRuleName::Prefix
                    ? "Cannot specify more than one prefix rule in a filter."
                    : "Cannot specify more than one suffix rule in a filter."
            );
        }
    }
    return {};
}

/// @param begin of the ARNs that are meant, in whatever partition: ":sqs:"
Result<void> check_target(std::string_view arn, std::string_view service) {
    const std::size_t partition = arn.find(':');
    const std::size_t at =
        partition == std::string_view::npos ? partition : arn.find(':', partition + 1);
    const bool good = arn.starts_with("arn:") && at != std::string_view::npos &&
                      arn.substr(at).starts_with(service) && std::ranges::count(arn, ':') >= 5;
    if (!good) return invalid_argument("The ARN is not well formed");
    return {};
}

/// @param ids of all that were seen
template <class List, class Arn>
Result<void> check_all(
    Call& call, List& list, Arn arn, std::string_view service, std::set<std::string>& ids
) {
    if (!list) return {};
    for (auto& one : *list) {
        if (auto good = check_target((one.*arn).value_or(""), service); !good) return good;
        if (one.events->empty()) return malformed_xml();
        if (auto good = check_filter(one.filter); !good) return good;
        if (!one.id || one.id->empty()) one.id = call.ids.uuid();
        if (!ids.insert(*one.id).second) {
            return invalid_argument("Same ID used for multiple configurations. IDs must be unique");
        }
    }
    return {};
}

}  // namespace

Result<BucketNotification::Value> BucketNotification::absent() {
    return Value{};
}

Result<void> BucketNotification::check(Call& call, const BucketRow& /*bucket*/, Value& value) {
    using api::s3::LambdaFunctionConfiguration;
    using api::s3::QueueConfiguration;
    using api::s3::TopicConfiguration;
    std::set<std::string> ids;
    auto good =
        check_all(call, value.topic_configurations, &TopicConfiguration::topic_arn, ":sns:", ids);
    if (!good) return good;
    good =
        check_all(call, value.queue_configurations, &QueueConfiguration::queue_arn, ":sqs:", ids);
    if (!good) return good;
    return check_all(
        call,
        value.lambda_function_configurations,
        &LambdaFunctionConfiguration::lambda_function_arn,
        ":lambda:",
        ids
    );
}

bool BucketNotification::says_nothing(const Value& value) {
    const auto none = [](const auto& list) { return !list || list->empty(); };
    return none(value.topic_configurations) && none(value.queue_configurations) &&
           none(value.lambda_function_configurations) && !value.event_bridge_configuration;
}

}  // namespace gantry::s3
