#include "services/s3/config/replication.h"

#include <set>

#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

constexpr std::size_t kMaxReplicationRules = 1000;

Result<void> check_destination(const Call& call, const api::s3::Destination& destination) {
    const std::string_view name = bucket_of_arn(*destination.bucket);
    if (name.empty()) return invalid_argument("Invalid bucket ARN.");
    const auto bucket = call.tx.get(call.tables.buckets, std::string(name));
    if (!bucket) return invalid_request("Destination bucket must exist.");
    if (bucket->versioning != "Enabled") {
        return invalid_request("Destination bucket must have versioning enabled.");
    }
    return {};
}

/// Rules with a filter are of the newer form, and have more to say.
Result<void> check_form(const api::s3::ReplicationRule& rule) {
    if (rule.filter && rule.prefix) return malformed_xml();
    if (!rule.filter && !rule.prefix) return malformed_xml();
    if (!rule.filter) return {};
    if (!rule.priority) {
        return invalid_request(
            "Priority must be specified for this version of Cross Region "
            "Replication configuration schema. Please refer to S3 Developer "
            "Guide for more information."
        );
    }
    if (!rule.delete_marker_replication) {
        return invalid_request(
            "DeleteMarkerReplication must be specified for this version of "
            "Cross Region Replication configuration schema. Please refer to S3 "
            "Developer Guide for more information."
        );
    }
    return {};
}

}  // namespace

Result<BucketReplication::Value> BucketReplication::absent() {
    return refused(
        ErrorKind::NotFound,
        "ReplicationConfigurationNotFoundError",
        "The replication configuration was not found"
    );
}

Result<void> BucketReplication::check(Call& call, const BucketRow& bucket, Value& value) {
    if (bucket.versioning != "Enabled") {
        return invalid_request(
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration"
        );
    }
    if (value.rules->empty() || value.rules->size() > kMaxReplicationRules) return malformed_xml();
    std::set<std::string> ids;
    std::set<std::int32_t> priorities;
    for (auto& rule : *value.rules) {
        if (auto good = check_form(rule); !good) return good;
        if (!rule.id || rule.id->empty()) rule.id = call.ids.uuid();
        if (!ids.insert(*rule.id).second) return invalid_argument("Rule Id must be unique");
        if (rule.priority && !priorities.insert(*rule.priority).second) {
            return invalid_argument("Found duplicate priority. Priority must be unique.");
        }
        if (auto good = check_destination(call, *rule.destination); !good) return good;
    }
    return {};
}

}  // namespace gantry::s3
