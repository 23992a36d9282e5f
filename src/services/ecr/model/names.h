#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/scope.h"

/// Names, ARNs and keys of repositories and of what is in them.
namespace gantry::ecr {

/// `account/region/<name>`; docker-registry knows the repository by the same path.
std::string repository_key(const aws::Scope& scope, std::string_view name);
/// What the keys of everything in a repository begin with. No name has a colon.
std::string members_prefix(std::string_view repository_key);
/// `<repository's key>:<digest or tag>`.
std::string member_key(std::string_view repository_key, std::string_view member);
/// The repository's key in the key of an image or tag.
std::string repository_of(std::string_view member_key);
/// `account/region`: of what a registry has one of.
std::string registry_key(const aws::Scope& scope);

/// `arn:aws:ecr:<region>:<account>:repository/<name>`.
std::string repository_arn(const aws::Scope& scope, std::string_view name);

struct RepositoryName {
    aws::Scope scope;
    std::string name;
};

/// Nothing for what is no ARN of a repository.
std::optional<RepositoryName> parse_repository_arn(std::string_view arn);
/// Nothing for what is no key of one.
std::optional<RepositoryName> parse_repository_key(std::string_view key);

/// `<host and port>/<name>`, by which Docker pushes and pulls.
/// @param endpoint service::Settings::endpoint
std::string repository_uri(std::string_view endpoint, std::string_view name);

/// Whether a text is a name that a repository may have.
/// Source: ECR API Reference, CreateRepository.
bool is_repository_name(std::string_view name);
/// "sha256:" and 64 lower-case hexadecimal digits.
bool is_digest(std::string_view text);
/// Source: OCI Distribution Specification, "Pulling manifests".
bool is_tag(std::string_view text);

}  // namespace gantry::ecr
