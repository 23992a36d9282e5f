#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// Where the value of a secret comes from, read from what a task definition says (`valueFrom`).
/// What agents fetch by it, the control plane compares by it. Source: ECS Developer Guide, passing
/// sensitive data; Secrets Manager and Parameter Store.
namespace gantry::wire {

/// A secret, and what of it is wanted.
struct SecretSource {
    std::string region;
    std::string id;          ///< ARN, as GetSecretValue takes it
    std::string json_key;    ///< empty: all of it
    std::string stage;       ///< empty: AWSCURRENT
    std::string version_id;  ///< empty: that of the stage
};

/// Reads "arn:…:secret:name" and "arn:…:secret:name:json-key:stage:version", of which each of the
/// last three may be empty. Errors: InvalidArgument in AWS's words for any other form.
Result<SecretSource> read_secret_source(
    const std::string& value_from, const std::string& default_region
);

/// A parameter: its ARN or name as GetParameters takes it, and where to ask.
struct ParameterSource {
    std::string region;
    std::string name;
};
ParameterSource read_parameter_source(
    const std::string& value_from, const std::string& default_region
);

/// An object: "arn:aws:s3:::bucket/key". Errors: InvalidArgument.
struct ObjectSource {
    std::string bucket;
    std::string key;
};
Result<ObjectSource> read_object_source(const std::string& arn);

/// Whether it is meant to be one of Secrets Manager's; a parameter's name or ARN otherwise.
bool is_of_secrets_manager(std::string_view value_from);

/// The value of a key of a JSON object; what is not a string as its JSON text. The last of several
/// counts. Errors: InvalidArgument; the message tells nothing of the text.
Result<std::string> pick_json_key(std::string_view json, const std::string& key);

}  // namespace gantry::wire
