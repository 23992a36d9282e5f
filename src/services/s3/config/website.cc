#include "services/s3/config/website.h"

#include <fmt/format.h>

namespace gantry::s3 {
namespace {

constexpr std::size_t kMaxRoutingRules = 50;

Result<void> check_redirect_to_all(const BucketWebsite::Value& value) {
    if (value.index_document || value.error_document || value.routing_rules) {
        return invalid_argument(
            "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules."
        );
    }
    return {};
}

Result<void> check_routing_rule(const api::s3::RoutingRule& rule) {
    const auto& redirect = *rule.redirect;
    if (redirect.replace_key_with && redirect.replace_key_prefix_with) {
        return invalid_request("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
    }
    if (redirect.http_redirect_code && !redirect.http_redirect_code->starts_with('3')) {
        return invalid_request(fmt::format(
            "The provided HTTP redirect code ({}) is not valid. Valid codes are 3XX except 300.",
            *redirect.http_redirect_code
        ));
    }
    const bool says_something = redirect.host_name || redirect.http_redirect_code ||
                                redirect.protocol || redirect.replace_key_prefix_with ||
                                redirect.replace_key_with;
    if (!says_something) return malformed_xml();
    const auto& condition = rule.condition;
    if (condition && !condition->http_error_code_returned_equals && !condition->key_prefix_equals) {
        return invalid_request(
            "Condition cannot be empty. To redirect all requests without a condition, the "
            "condition element shouldn't be present."
        );
    }
    return {};
}

}  // namespace

Result<BucketWebsite::Value> BucketWebsite::absent() {
    return refused(
        ErrorKind::NotFound,
        "NoSuchWebsiteConfiguration",
        "The specified bucket does not have a website configuration"
    );
}

Result<void> BucketWebsite::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    if (value.redirect_all_requests_to) return check_redirect_to_all(value);
    if (!value.index_document) {
        return invalid_argument(
            "A value for IndexDocument Suffix must be provided if "
            "RedirectAllRequestsTo is empty"
        );
    }
    const std::string& suffix = *value.index_document->suffix;
    if (suffix.empty() || suffix.find('/') != std::string::npos) {
        return invalid_argument("The IndexDocument Suffix is not well formed");
    }
    if (value.error_document && value.error_document->key->empty()) {
        return invalid_argument("The ErrorDocument Key is not well formed");
    }
    if (!value.routing_rules) return {};
    if (value.routing_rules->size() > kMaxRoutingRules) {
        return invalid_request(fmt::format(
            "{} routing rules provided, the number of routing rules in a website configuration is "
            "limited to {}.",
            value.routing_rules->size(),
            kMaxRoutingRules
        ));
    }
    for (const auto& rule : *value.routing_rules) {
        if (auto good = check_routing_rule(rule); !good) return good;
    }
    return {};
}

}  // namespace gantry::s3
