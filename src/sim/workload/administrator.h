#pragma once

#include <deque>
#include <functional>
#include <string>

#include "base/manual_loop.h"
#include "base/random.h"
#include "sim/network.h"
#include "sim/workload/identities.h"

namespace gantry::sim {

/// Somebody who makes users, roles, keys and policies, takes them away again, and all the while
/// tries, as those callers, to make clusters, through the lossy network. It knows who must be let
/// in and who must not, and notes answers that are wrong. One call at a time; a change is asked for
/// again until its outcome is known, or given up as unknown.
class Administrator {
  public:
    Administrator(ManualLoop& world, Network& network, Random random);

    void start() { schedule_next(); }
    /// No act by chance begins after this.
    void pause() { acting_ = false; }
    /// Nothing is wrong any more: tries every key once, and any call without an answer is a wrong
    /// answer.
    void try_everything();

    [[nodiscard]] const KnownIdentities& known() const { return known_; }

  private:
    using Outcome = std::function<void(const Result<std::string>& answer)>;
    /// Of a change: what is true when it succeeds, or when it was refused as there or not there.
    using Settled = std::function<void(bool done)>;

    void schedule_next();
    void act();
    void done();

    // Calls
    void ask(Asked asked, int tries, Outcome outcome);
    [[nodiscard]] Asked as_root(
        const std::string& service, const std::string& operation, std::string body
    ) const;
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

    ManualLoop& world_;
    Network& network_;
    Random random_;
    aws::Caller root_;
    KnownIdentities known_;
    std::deque<std::function<void()>> queue_;
    bool acting_ = true;
    bool busy_ = false;
    bool scheduled_ = false;
    bool expects_answers_ = false;
};

}  // namespace gantry::sim
