#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/secretsmanager/rotation_rules_type.h"
#include "api/secretsmanager/tag.h"
#include "base/reflect.h"
#include "base/time.h"

/// What Secrets Manager keeps. A secret is one row, and each version of its value another.
namespace gantry::secretsmanager {

using Tags = std::vector<api::secretsmanager::Tag>;

/// How many versions of a secret are kept.
/// Source: Secrets Manager User Guide, "AWS Secrets Manager quotas".
inline constexpr std::size_t kMaxVersions = 100;
/// Those of less than a day stay beyond that, up to so many.
inline constexpr std::size_t kMostVersions = 300;
/// How many staging labels a version may have.
inline constexpr std::size_t kMaxStages = 20;

/// When, and by what, a secret is to be rotated. Kept only.
struct Rotation {
    bool enabled = false;
    std::string lambda_arn;
    api::secretsmanager::RotationRulesType rules;

    friend bool operator==(const Rotation&, const Rotation&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<name>`.
struct SecretRow {
    std::string name;
    std::string arn;
    std::string description;
    std::string key_id;  ///< of the key of KMS, as it was named; empty: the service's own
    SysTime created{};
    SysTime changed{};
    std::optional<SysTime> accessed;       ///< the day that a value was last read
    std::optional<SysTime> deletion_date;  ///< it is to be deleted then
    std::string policy;                    ///< its resource policy; empty for none
    std::optional<Rotation> rotation;      ///< absent where none was ever asked for
    std::int64_t next_version = 1;         ///< VersionRow::number of the next
    Tags tags;

    friend bool operator==(const SecretRow&, const SecretRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Key: `account/region/<name>:<id>`.
struct VersionRow {
    std::string id;                   ///< the ClientRequestToken that it was made with
    std::int64_t number = 0;          ///< order of making
    std::vector<std::string> stages;  ///< AWSCURRENT, …; none: it is deprecated
    SysTime created{};
    std::optional<SysTime> accessed;  ///< as of the secret
    bool binary = false;              ///< SecretBinary, else SecretString
    std::string key_id;               ///< the key that the value is sealed under, as it was named
    reflect::Blob sealed;             ///< the value (kms/port.h)

    friend bool operator==(const VersionRow&, const VersionRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::secretsmanager
