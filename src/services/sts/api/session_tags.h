#pragma once

#include <string>
#include <utility>
#include <vector>

#include "aws/session.h"
#include "base/result.h"

/// Tags of sessions. Their keys mean the same in capitals and small letters, as the condition keys
/// do that they become. Source: STS API Reference, AssumeRole, Tags and TransitiveTagKeys; answers
/// of STS.
namespace gantry::sts {

/// What a session is to have beside what it inherits.
struct WantedTags {
    std::vector<std::pair<std::string, std::string>> tags;
    std::vector<std::string> transitive;  ///< keys of those that follow to further sessions
};

/// That no key is there twice, that transitive keys are those of tags, and that nothing inherited
/// is set anew.
/// @param caller the session that asks; null where none does
/// Errors: InvalidParameterValue.
Result<void> check_session_tags(const WantedTags& wanted, const aws::Session* caller);

/// Puts into a session what follows from the caller's, and what was wanted and checked.
void add_session_tags(const WantedTags& wanted, const aws::Session* caller, aws::Session& session);

}  // namespace gantry::sts
