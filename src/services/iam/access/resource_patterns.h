#pragma once

#include <string>
#include <string_view>

/// What a policy has to say as `Resource` so that it means an ARN that was asked about, and those
/// like it. Characters that policies take for wildcards or variables stand for themselves: the
/// object `odd*name` is `odd${*}name`.
/// Source: IAM User Guide, "IAM policy elements: Variables and tags", "Special characters".
namespace gantry::iam {

/// That one alone. What a service wrote to mean all of a kind stays a pattern: `…:task/default/*`,
/// `…:secret:name-??????`. Keys of objects may end like that and are names all the same.
std::string pattern_of(std::string_view arn);

/// "arn:aws:ecs:us-east-1:000000000000:task/default/*": all beside it.
std::string pattern_beside(std::string_view arn);

/// "arn:aws:ecs:us-east-1:000000000000:task/*": all of its kind; of an object all in its bucket.
std::string pattern_of_kind(std::string_view arn);

}  // namespace gantry::iam
