#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/reflect.h"
#include "service/member_path.h"

namespace gantry::service {

/// What Gantry does with a member of a request that it does not act on.
enum class Treatment {
    Refused,  ///< the request fails: doing it without would be something else than asked for
    /// Like Refused, but by the operation itself, once its own checks have had their say.
    RefusedByOperation,
    RefusedAtLaunch,  ///< of a task definition: kept, but no task is started from it
    Kept,             ///< stored and shown again, without effect
    Ignored,          ///< accepted and forgotten
};

/// One member of one operation's input that Gantry does not act on. The only list there is: the
/// dispatcher refuses by it, and the coverage pages are written from it.
struct UnsupportedMember {
    std::string_view operation;
    /// Path from the input: "a.b", "list[].member"; with "=VALUE" only that value of an enum or
    /// string, with "=START*" those that start so. Empty: the operation as a whole.
    std::string_view member;
    Treatment treatment;
    std::string_view note;  ///< what that means for the user; may be empty
};

/// The entries of one operation and treatment, with their paths looked up.
class Refusals {
  public:
    /// @param type what the paths begin at; entries that lead nowhere in it are left out
    Refusals(
        std::span<const UnsupportedMember> members,
        std::string_view operation,
        Treatment treatment,
        const reflect::TypeInfo& type
    );

    /// The first entry, in the table's order, whose member is given. Empty lists, texts and
    /// structures, zero and false, count as absent. Null where there is none.
    [[nodiscard]] const UnsupportedMember* first_present(const void* input) const;

  private:
    /// `wanted` empty: any value that says something.
    struct Item {
        const UnsupportedMember* entry;
        MemberPath path;
        std::string_view wanted;

        [[nodiscard]] bool is_present(const void* input) const;
    };
    std::vector<Item> items_;
};

}  // namespace gantry::service
