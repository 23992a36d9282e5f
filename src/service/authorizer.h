#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/caller.h"
#include "base/result.h"
#include "base/time.h"

namespace gantry::service {

/// A condition key of a request, and what it has: {"ecs:cluster", {"arn:…"}}.
struct ConditionValue {
    std::string key;
    std::vector<std::string> values;
};

/// The policy that a resource has of its own: of a key, a bucket, a secret.
struct ResourcePolicy {
    std::string document;  ///< JSON, checked when it was set
    /// It has to allow what is asked within its account, too: keys. An account's root may do all
    /// in its account without anybody being asked.
    bool must_allow = false;
};

/// One of the things that a call is about.
struct Resource {
    std::string arn;
    std::vector<ConditionValue> context{};  ///< what is known of it alone: its tags
    std::string account{};                  ///< whose it is; empty: the caller's
    std::optional<ResourcePolicy> policy{};
};

/// What a call is about, for whoever decides whether it may be made.
struct Access {
    std::string action;                   ///< "ecs:RunTask"
    std::vector<Resource> resources;      ///< each has to be allowed; none: "*"
    std::vector<ConditionValue> context;  ///< beside what is known of every call
    /// What the caller must be allowed as well, each on its own: to pass a role, to tag.
    std::vector<Access> also{};
};

/// Decides whether callers may do what they ask for. Core thread.
class Authorizer {
  public:
    Authorizer() = default;
    virtual ~Authorizer() = default;
    Authorizer(const Authorizer&) = delete;
    Authorizer& operator=(const Authorizer&) = delete;

    /// Errors: Denied, AccessDeniedException, in AWS's words, naming the caller, the action and the
    /// resource.
    virtual Result<void> authorize(
        const aws::Caller& caller, const Access& access, SysTime now
    ) = 0;

    /// While one is there, what is asked is judged as ever and not remembered as a call: for
    /// answers that say what somebody could do.
    class Question {
      public:
        explicit Question(Authorizer* of) : of_(of) {
            if (of_ != nullptr) ++of_->questions_;
        }
        ~Question() {
            if (of_ != nullptr) --of_->questions_;
        }
        Question(const Question&) = delete;
        Question& operator=(const Question&) = delete;

      private:
        Authorizer* of_;
    };

  protected:
    [[nodiscard]] bool only_asked() const { return questions_ > 0; }

  private:
    int questions_ = 0;
};

}  // namespace gantry::service
