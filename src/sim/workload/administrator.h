#pragma once

#include <functional>
#include <string>

#include "sim/workload/actor.h"
#include "sim/workload/identities.h"

namespace gantry::sim {

/// Somebody who makes users, roles, keys and policies, takes them away again, and all the while
/// tries, as those callers, to make clusters. It knows who must be let in and who must not. A
/// change is asked for again until its outcome is known, or given up as unknown.
class Administrator final : public Actor {
  public:
    using Actor::Actor;

    /// Nothing is wrong any more: tries every key once, and any call without an answer is a wrong
    /// answer.
    void try_everything();

    [[nodiscard]] const KnownIdentities& known() const { return known_; }

  private:
    /// Of a change: what is true when it succeeds, or when it was refused as there or not there.
    using Settled = std::function<void(bool done)>;

    void act() override;

    // Calls
    /// Makes a change. Until its outcome is known `fact` is unknown; afterwards it is `after`.
    void change(const std::string& operation, std::string body, Known& fact, bool after);

    // Acts
    void create_identity();
    void give_inline(KnownIdentity& identity);
    void take_inline(KnownIdentity& identity);
    void attach(KnownIdentity& identity);
    void detach(KnownIdentity& identity);
    void create_policy();
    void delete_policy();
    void make_key(KnownIdentity& identity);
    void assume(KnownIdentity& identity);
    void delete_key(KnownKey& key);
    void delete_identity(KnownIdentity& identity);
    void try_key(const KnownKey& key);
    void note_try(const std::string& name, Known may, const Result<std::string>& answer);

    KnownIdentities known_;
};

}  // namespace gantry::sim
