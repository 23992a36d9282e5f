#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "aws/scope.h"

/// Names, ARNs and keys of parameters.
///
/// A name is a path, "/app/db/password", or one word. Its ARN has it without the first slash, so
/// "/word" and "word" are one parameter; keys are made like ARNs.
namespace gantry::ssm {

/// A name without its first slash: "app/db/password".
std::string_view path_of(std::string_view name);

/// `account/region/<path>`.
std::string parameter_key(const aws::Scope& scope, std::string_view name);
/// What the keys of a parameter's versions begin with. No name has a colon.
std::string versions_prefix(std::string_view parameter_key);
/// `<parameter's key>:0000000012`.
std::string version_key(std::string_view parameter_key, std::int64_t version);
/// `account/region/`, what a key begins with.
std::string_view scope_of_key(std::string_view key);

/// `arn:aws:ssm:<region>:<account>:parameter/<path>`. AWS's own parameters have no account.
std::string parameter_arn(const aws::Scope& scope, std::string_view name);

/// `account/region/<id>`, of activations and managed instances.
std::string id_key(const aws::Scope& scope, std::string_view id);
/// `arn:aws:ssm:<region>:<account>:managed-instance/<id>`.
std::string managed_instance_arn(const aws::Scope& scope, std::string_view id);
/// What such an ARN names: a row's key; empty for other texts.
std::string managed_instance_key(std::string_view arn);
/// The account and Region in a key.
aws::Scope scope_in_key(std::string_view key);

/// What a caller names a parameter by: "name", "name:3", "name:label", or an ARN with the same.
struct Reference {
    aws::Scope scope;
    std::string name;
    std::string selector;  ///< "3", "label"; empty: the newest version
    bool by_arn = false;

    [[nodiscard]] std::string key() const { return parameter_key(scope, name); }
    [[nodiscard]] std::string arn() const { return parameter_arn(scope, name); }
};

/// @param scope of the caller, where the text says nothing else
/// @param text spaces around it do not count
Reference parse_reference(const aws::Scope& scope, std::string_view text);

/// Whether a name is one of AWS's own, which nobody makes: "/aws/service/…".
bool is_public_name(std::string_view name);

}  // namespace gantry::ssm
