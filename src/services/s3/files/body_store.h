#pragma once

#include <functional>
#include <set>
#include <string>

#include "service/body_keeper.h"

namespace gantry::s3 {

/// What clients are told; why is in the log, with its paths.
inline Error cannot_keep_body() {
    return unavailable("The service is unable to keep the body at the moment.");
}

/// Where the bodies of objects are kept, each under a name that is never used again. Any thread.
///
/// Bodies that no row names are nobody's: of operations that failed, of objects that went, of a
/// process that was killed meanwhile.
class BodyStore : public service::BodyKeeper {
  public:
    /// What of a body was not wanted is said here: the rows know best whether that is so.
    using Discarded = std::function<void(const std::string& file)>;

    /// Removes a body that no row names any more; once nobody reads it, nor is about to.
    virtual void remove(const std::string& file) = 0;
    /// Removes all but these, of those that were there before this store was made.
    virtual void keep_only(std::set<std::string> known) = 0;
};

}  // namespace gantry::s3
