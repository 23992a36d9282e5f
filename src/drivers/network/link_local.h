#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "drivers/network/command.h"

namespace gantry::network {

/// Where containers ask their agent: 169.254.170.2, port 80.
inline constexpr const char* kTaskAddress = "169.254.170.2";
inline constexpr std::uint16_t kTaskPort = 80;
/// Where the agent listens when the kernel sends port 80 there; as Amazon's agent.
inline constexpr std::uint16_t kRedirectedPort = 51679;

// ---- Pure: what the system's tools say
// -----------------------------------------------------------

enum class AddressFound : std::uint8_t {
    None,
    Ours,       ///< put there by a Gantry, now or before
    Strangers,  ///< by somebody else: used, and left
};
/// @param json what `ip -j -4 addr show dev lo` writes. Errors: InvalidArgument when it is not
/// that.
Result<AddressFound> find_address(std::string_view json);

struct RulesFound {
    bool prerouting = false;  ///< ours, for what comes from containers
    bool output = false;      ///< ours, for what comes from the machine itself
    std::string strangers;    ///< somebody else's rule about the address; empty: none
};
/// @param rules what `iptables -t nat -S` writes
RulesFound find_rules(std::string_view rules);

// ---- The machine
// ---------------------------------------------------------------------------------

/// Makes this machine answer at kTaskAddress: the address is put on the loopback device, where
/// containers in bridge mode reach it through their gateway and those in host mode directly, and
/// port 80 is sent to kRedirectedPort. Without that, whoever listened on port 80 of one address
/// would keep the port from tasks that publish it on all.
///
/// Wants the right to administer the network (root, CAP_NET_ADMIN), `ip` and, for the redirection,
/// `iptables`. What it made is marked as Gantry's: a later process takes it over after a crash.
/// Calls wait for programs, so they are for a process's start and stop.
class LinkLocal {
  public:
    using Run = std::function<Result<CommandOutput>(const std::vector<std::string>&)>;

    /// Puts the address there unless it is. Errors: Denied without the right; Conflict when another
    /// kind of agent has rules for the address; Unavailable; the message is for people.
    static Result<std::unique_ptr<LinkLocal>> open(Run run = run_command);
    /// Takes away what is ours, if this process held it.
    ~LinkLocal();
    LinkLocal(const LinkLocal&) = delete;
    LinkLocal& operator=(const LinkLocal&) = delete;

    /// Where to listen: kRedirectedPort, or kTaskPort where nothing can be redirected.
    [[nodiscard]] std::uint16_t port() const { return redirects_ ? kRedirectedPort : kTaskPort; }
    /// The process listens there, so that no other does: everything of ours is this process's.
    /// Errors: Unavailable with the tool's words; tasks then reach nothing.
    Result<void> hold();

  private:
    explicit LinkLocal(Run run) : run_(std::move(run)) {}
    Result<void> add_address();
    Result<void> look_at_rules();
    Result<void> add_rule(const char* chain);
    void remove_rule(const char* chain);

    Run run_;
    RulesFound rules_;
    AddressFound address_ = AddressFound::None;
    bool redirects_ = false;  ///< iptables can be used
    bool held_ = false;
};

}  // namespace gantry::network
