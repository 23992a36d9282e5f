#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/logs/distribution.h"
#include "api/logs/log_group_class.h"
#include "api/logs/metric_transformation.h"
#include "base/reflect.h"
#include "base/time.h"

/// What CloudWatch Logs keeps in the journal: what was declared. Events are the engine's
/// (engine/engine.h), under the ids that groups and streams have here; an id is never used again,
/// so a group made anew under an old name has none of the old events.
namespace gantry::logs {

using Tags = std::map<std::string, std::string>;

/// Key: `account/region/<name>`.
struct GroupRow {
    std::string account;
    std::string region;
    std::string name;
    std::string id;  ///< 16 hex digits
    SysTime created{};
    std::optional<std::int32_t> retention_days;  ///< absent: events never expire
    api::logs::LogGroupClass log_class{};
    bool deletion_protection = false;
    Tags tags;
    /// Older events had expired when events began to be kept longer; they do not come back.
    std::optional<SysTime> gone_before;

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<group's id>/<name>`. When its events were stands in the engine.
struct StreamRow {
    std::string name;
    std::string id;  ///< 16 hex digits
    SysTime created{};

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<group's id>/<name>`.
struct MetricFilterRow {
    std::string name;
    std::string group;  ///< its name
    std::string pattern;
    std::vector<api::logs::MetricTransformation> transformations;
    SysTime created{};
    bool on_transformed = false;

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<group's id>/<name>`.
struct SubscriptionFilterRow {
    std::string name;
    std::string group;  ///< its name
    std::string pattern;
    std::string destination_arn;
    std::optional<std::string> role_arn;
    api::logs::Distribution distribution{};
    SysTime created{};
    bool on_transformed = false;

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<name>`.
struct ResourcePolicyRow {
    std::string name;
    std::string document;
    SysTime updated{};

    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<id>`.
struct QueryDefinitionRow {
    std::string id;  ///< a UUID
    std::string name;
    std::string query;
    std::vector<std::string> groups;
    SysTime modified{};

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::logs
