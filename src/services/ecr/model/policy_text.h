#pragma once

#include <string>
#include <string_view>

namespace gantry::ecr {

/// A repository's policy as policies are elsewhere: its statements say nothing of resources, for
/// they are about the repository. Source: ECR User Guide, "Private repository policies in Amazon
/// ECR".
/// @return the text itself where it is no such policy
std::string with_resources(std::string_view policy);

/// Whether a statement names resources all the same.
bool names_resources(std::string_view policy);

}  // namespace gantry::ecr
