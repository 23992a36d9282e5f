#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/kms/tag.h"
#include "aws/scope.h"
#include "base/reflect.h"
#include "base/time.h"

/// What KMS keeps. Key material is sealed under the installation's root key, which is in no row.
namespace gantry::kms {

using Tags = std::vector<api::kms::Tag>;

/// What a key encrypts with, or did before it was rotated.
struct KeyMaterial {
    std::string id;        ///< 64 hexadecimal digits
    reflect::Blob sealed;  ///< RootKey::seal
    SysTime created{};
    std::string rotation;  ///< "AUTOMATIC", "ON_DEMAND"; empty for the first

    static const reflect::TypeInfo& type_info();
};

/// Key: `scope/<id>`.
struct KeyRow {
    std::string account;
    std::string region;
    std::string id;  ///< a UUID
    std::string arn;
    std::string service;  ///< whose own key it is, "ssm"; empty for customers' keys
    std::string description;
    SysTime created{};
    bool enabled = true;
    std::optional<SysTime> deletion_date;  ///< it is to be deleted then
    std::string policy;                    ///< JSON
    Tags tags;
    std::optional<std::int32_t> rotation_period_days;  ///< absent: it is not rotated by itself
    std::optional<SysTime> next_rotation;
    std::vector<KeyMaterial> materials;  ///< the last one encrypts; never empty

    [[nodiscard]] aws::Scope scope() const { return {account, region}; }
    static const reflect::TypeInfo& type_info();
};

/// Key: `scope/alias/<name>`.
struct AliasRow {
    std::string account;
    std::string region;
    std::string name;    ///< "alias/…"
    std::string key_id;  ///< the id of a key of the same scope
    SysTime created{};
    SysTime updated{};

    [[nodiscard]] aws::Scope scope() const { return {account, region}; }
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::kms
