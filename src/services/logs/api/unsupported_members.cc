#include <algorithm>

#include "services/logs/api/unsupported.h"

namespace gantry::logs {
namespace {

using enum service::Treatment;

constexpr std::string_view kNoKeys = "events are not encrypted under a key of their own";
constexpr std::string_view kOneAccount = "accounts do not see into each other's logs";
constexpr std::string_view kNothingMasked = "nothing is masked";
constexpr std::string_view kNoTransformers = "there are no transformers";
constexpr std::string_view kNoSystemFields = "events have no fields of the system's own";
constexpr std::string_view kOneLanguage = "queries are in the language of Logs Insights alone";
constexpr std::string_view kNothingSent = "nothing is sent to destinations yet";
constexpr std::string_view kNoMetrics = "no metric is made of events yet";
constexpr std::string_view kOfAccounts = "policies of single log groups are not there";

constexpr service::UnsupportedMember kUnsupported[] = {
    {"CreateLogGroup", "kmsKeyId", Refused, kNoKeys},
    {"CreateLogGroup", "logGroupClass=DELIVERY", Refused, "nothing is delivered"},
    {"CreateLogGroup", "logGroupClass=INFREQUENT_ACCESS", Kept, "such a group can do what any can"},
    {"DeleteResourcePolicy", "expectedRevisionId", Refused, kOfAccounts},
    {"DeleteResourcePolicy", "resourceArn", Refused, kOfAccounts},
    {"DescribeLogGroups", "accountIdentifiers", Ignored, kOneAccount},
    {"DescribeLogGroups", "includeLinkedAccounts", Ignored, kOneAccount},
    {"DescribeMetricFilters",
     "filterNamePrefix",
     Ignored,
     "where there is no logGroupName, as by AWS"},
    {"DescribeQueries", "queryLanguage=PPL", Refused, kOneLanguage},
    {"DescribeQueries", "queryLanguage=SQL", Refused, kOneLanguage},
    {"DescribeQueryDefinitions", "queryLanguage=PPL", Refused, kOneLanguage},
    {"DescribeQueryDefinitions", "queryLanguage=SQL", Refused, kOneLanguage},
    {"DescribeResourcePolicies", "policyScope=RESOURCE", Refused, kOfAccounts},
    {"DescribeResourcePolicies", "resourceArn", Refused, kOfAccounts},
    {"FilterLogEvents", "interleaved", Ignored, "events of several streams always are, as AWS's"},
    {"FilterLogEvents", "unmask", Ignored, kNothingMasked},
    {"GetLogEvents",
     "startFromHead",
     Ignored,
     "beside a nextToken, which has its direction; otherwise it says where to begin"},
    {"GetLogEvents", "unmask", Ignored, kNothingMasked},
    {"ListLogGroups", "accountIdentifiers", Ignored, kOneAccount},
    {"ListLogGroups", "dataSources", Refused, "there are no data sources"},
    {"ListLogGroups", "fieldIndexNames", Refused, "there are no field indexes"},
    {"ListLogGroups", "includeLinkedAccounts", Ignored, kOneAccount},
    {"PutLogEvents", "entity", Ignored, "events are not related to entities"},
    {"PutLogEvents", "sequenceToken", Ignored, "as AWS does"},
    {"PutMetricFilter", "applyOnTransformedLogs", Kept, kNoTransformers},
    {"PutMetricFilter", "emitSystemFieldDimensions", Refused, kNoSystemFields},
    {"PutMetricFilter", "fieldSelectionCriteria", Refused, kNoSystemFields},
    {"PutMetricFilter", "filterPattern", Kept, kNoMetrics},
    {"PutMetricFilter", "metricTransformations", Kept, kNoMetrics},
    {"PutQueryDefinition", "clientToken", Ignored, "a repeat makes another one"},
    {"PutQueryDefinition", "parameters", Refused, "queries have no parameters"},
    {"PutQueryDefinition", "queryLanguage=PPL", Refused, kOneLanguage},
    {"PutQueryDefinition", "queryLanguage=SQL", Refused, kOneLanguage},
    {"PutResourcePolicy", "expectedRevisionId", Refused, kOfAccounts},
    {"PutResourcePolicy", "policyDocument", Kept, "no service of AWS puts events"},
    {"PutResourcePolicy", "resourceArn", Refused, kOfAccounts},
    {"PutSubscriptionFilter", "applyOnTransformedLogs", Kept, kNoTransformers},
    {"PutSubscriptionFilter", "destinationArn", Kept, kNothingSent},
    {"PutSubscriptionFilter", "distribution", Kept, kNothingSent},
    {"PutSubscriptionFilter", "emitSystemFields", Refused, kNoSystemFields},
    {"PutSubscriptionFilter", "fieldSelectionCriteria", Refused, kNoSystemFields},
    {"PutSubscriptionFilter", "filterPattern", Kept, kNothingSent},
    {"PutSubscriptionFilter", "roleArn", Kept, kNothingSent},
    {"StartQuery", "queryLanguage=PPL", Refused, kOneLanguage},
    {"StartQuery", "queryLanguage=SQL", Refused, kOneLanguage},
};

static_assert(std::ranges::is_sorted(kUnsupported, {}, &service::UnsupportedMember::operation));

}  // namespace

std::span<const service::UnsupportedMember> unsupported_members() {
    return kUnsupported;
}

}  // namespace gantry::logs
