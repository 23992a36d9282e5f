#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/ssm/parameter_tier.h"
#include "api/ssm/parameter_type.h"
#include "api/ssm/tag.h"
#include "base/reflect.h"
#include "base/time.h"

/// What Parameter Store keeps. A parameter is one row, and each of its versions another.
namespace gantry::ssm {

using Tags = std::vector<api::ssm::Tag>;

/// How many versions of a parameter are kept.
/// Source: Systems Manager User Guide, "Working with parameter versions".
inline constexpr std::size_t kMaxVersions = 100;
/// How many labels a version may have.
inline constexpr std::size_t kMaxLabels = 10;

/// One of a parameter's policies, as it was given.
struct PolicyEntry {
    std::string type;  ///< "Expiration"
    std::string text;  ///< its JSON

    friend bool operator==(const PolicyEntry&, const PolicyEntry&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What holds of all versions. Key: `account/region/<path>` (names.h).
struct ParameterRow {
    std::string name;  ///< as it was written when it was made
    std::string arn;
    std::int64_t latest = 0;  ///< the number of the newest version
    api::ssm::ParameterTier tier = api::ssm::ParameterTier::Standard;  ///< of that version
    std::optional<SysTime> expires;  ///< it is deleted then: its Expiration policy
    Tags tags;

    friend bool operator==(const ParameterRow&, const ParameterRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<path>:0000000012`.
struct VersionRow {
    std::string name;
    std::string arn;
    std::int64_t version = 0;
    api::ssm::ParameterType type = api::ssm::ParameterType::String;
    std::string value;     ///< empty for SecureString
    reflect::Blob sealed;  ///< of SecureString: the value, sealed under its key (kms/port.h)
    std::string key_id;    ///< of SecureString: the key as it was named, "alias/aws/ssm"
    SysTime modified{};
    std::string modified_by;  ///< ARN of who wrote it
    std::string description;
    std::string allowed_pattern;                                       ///< empty for none
    api::ssm::ParameterTier tier = api::ssm::ParameterTier::Standard;  ///< never intelligent
    std::string data_type = "text";
    std::vector<PolicyEntry> policies;
    std::vector<std::string> labels;  ///< in order of attachment; each at one version only

    friend bool operator==(const VersionRow&, const VersionRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A setting of the account that was changed. Key: `account/region/<id>`.
struct SettingRow {
    std::string id;  ///< "/ssm/parameter-store/default-parameter-tier"
    std::string value;
    SysTime modified{};
    std::string modified_by;  ///< ARN of who changed it

    friend bool operator==(const SettingRow&, const SettingRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ssm
