#pragma once

#include <string>

#include "services/iam/policy/evaluate.h"

namespace gantry::iam::policy {

/// AWS's sentence for a decision that is no. A role that does not let somebody in says no more than
/// that, and to whom a token speaks for not even who asks.
/// Source: IAM User Guide, "Troubleshoot access denied error messages"; answers of STS.
std::string denial_text(const AuthRequest& request, const Decision& decision);

}  // namespace gantry::iam::policy
