#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "drivers/network/descriptor.h"
#include "drivers/network/ipv4.h"

namespace gantry::network {

/// A network namespace, kept open.
class NetworkNamespace {
  public:
    /// Of the calling thread.
    static Result<NetworkNamespace> current();
    /// Of a process. Errors: Unavailable when there is no such process.
    static Result<NetworkNamespace> of_process(std::int64_t pid);
    /// By its name below /run/netns. Errors: NotFound; Unavailable when it is none.
    static Result<NetworkNamespace> named(const std::string& name);
    /// Makes one with a name, unless it is there. Errors: Unavailable with the tool's words.
    static Result<NetworkNamespace> make(const std::string& name);
    static Result<void> remove(const std::string& name);
    /// Names below /run/netns that begin so.
    static std::vector<std::string> names(const std::string& prefix);

    [[nodiscard]] std::uint64_t inode() const { return inode_; }
    [[nodiscard]] int descriptor() const { return descriptor_.get(); }

  private:
    explicit NetworkNamespace(Descriptor descriptor);

    Descriptor descriptor_;
    std::uint64_t inode_ = 0;
};

/// The calling thread is in another namespace while this lives: programs that it starts, sockets
/// that it makes, and /proc/sys/net. For a worker thread, which does nothing else meanwhile.
class Inside {
  public:
    /// @param home where it goes back to
    Inside(const NetworkNamespace& where, const NetworkNamespace& home);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    /// Whether it is there. Errors: Unavailable.
    [[nodiscard]] Result<void> entered() const { return entered_; }

  private:
    const NetworkNamespace& home_;
    Result<void> entered_;
};

// In the namespace of the calling thread:

/// @param name below /proc/sys/net, such as "ipv4/ip_forward"
Result<void> write_setting(const std::string& name, const std::string& value);
/// Empty when there is none.
std::string read_setting(const std::string& name);

/// How long a program of the system's administration may take.
inline constexpr Duration kToolLimit{30'000};

/// `ip -batch -` and `nft -f -`. Nothing is run for an empty text.
Result<void> run_ip(const std::string& lines);
Result<void> run_bridge(const std::string& lines);
Result<void> run_nft(const std::string& text);
/// `ip -j WORDS`
Result<std::string> ask_ip(const std::vector<std::string>& words);

struct DeviceInfo {
    std::string name;
    std::string alias;
};
Result<std::vector<DeviceInfo>> list_devices();
/// All IPv4 addresses of the namespace.
Result<std::vector<Address>> list_addresses();

}  // namespace gantry::network
