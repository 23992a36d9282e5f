#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/loop_gate.h"
#include "base/result.h"
#include "base/thread_loop.h"
#include "cmd/join_code.h"
#include "net/http.h"
#include "services/ssm/model/machine_messages.h"
#include "wire/key_pair.h"
#include "wire/sigv4.h"

namespace gantry::cmd {

struct MachineOptions {
    std::string endpoint;  ///< of the control plane
    std::string data_dir;  ///< the agent's; made when missing
    std::optional<JoinCode> join;
    std::string address;  ///< by which others reach this machine
    Duration ping = ssm::kMachinePings;
};

/// Who this machine is to Systems Manager: a managed instance that came in by an activation. Asks
/// for credentials of the instance's role, and for new ones long before they expire.
///
///     machine.key    0600; made before anything is asked; never leaves the machine
///     machine.json   0600; who it is, once it was told
///
/// Killed at any moment it goes on where it was: the same key registers once, however often it
/// asks.
class MachineIdentity {
  public:
    /// Whether a data directory has one.
    static bool exists(const std::string& data_dir);

    /// Reads who it is; or else registers, with the code, and waits for the answer.
    /// @param client outlives it
    /// Errors: Unavailable, Throttled and Internal, where asking again may help (may_join_later);
    /// others will not go away by themselves.
    static Result<std::unique_ptr<MachineIdentity>> open(
        MachineOptions options, net::HttpClient& client
    );
    ~MachineIdentity();
    MachineIdentity(const MachineIdentity&) = delete;
    MachineIdentity& operator=(const MachineIdentity&) = delete;

    [[nodiscard]] const std::string& instance_id() const { return who_.instance_id; }
    [[nodiscard]] const std::string& region() const { return who_.region; }

    /// Begins to ask for credentials, until it is destroyed.
    /// @param on_refused told once, on a thread of its own, when the machine is not registered any
    ///        more
    void keep(std::function<void(const Error& why)> on_refused);

    /// Those of the moment; nothing while there are none that last. Any thread.
    [[nodiscard]] std::optional<wire::Credentials> credentials() const;

  private:
    MachineIdentity(MachineOptions options, net::HttpClient& client, wire::KeyPair key)
        : options_(std::move(options)), client_(client), key_(std::move(key)) {}

    Result<void> load();
    Result<void> enter();
    Result<ssm::MachineCredentials> ask_and_wait(std::string_view path, std::string body);
    void ask(
        std::string_view path,
        std::string body,
        std::function<void(Result<ssm::MachineCredentials>)> done
    );
    void take(const ssm::MachineCredentials& given);
    [[nodiscard]] std::string time_to_sign();
    void renew();
    void on_renewed(const Result<ssm::MachineCredentials>& given);

    MachineOptions options_;
    net::HttpClient& client_;
    wire::KeyPair key_;
    ssm::MachineCredentials who_;  ///< without credentials
    SysTime last_signed_{};
    Duration pause_{};  ///< after the newest failure
    mutable std::mutex mutex_;
    std::optional<wire::Credentials> given_;
    SysTime expires_{};
    std::function<void(const Error&)> on_refused_;
    std::unique_ptr<ThreadLoop> loop_;  ///< of renewals
    std::shared_ptr<LoopGate> gate_;    ///< to it, from the network's thread
};

}  // namespace gantry::cmd
