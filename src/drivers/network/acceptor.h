#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"
#include "drivers/network/descriptor.h"
#include "drivers/network/ipv4.h"

namespace gantry::network {

/// A socket that listens in the namespace of the calling thread. Errors: Unavailable.
Result<Descriptor> listen_here(Address address, std::uint16_t port);

/// Accepts on listening sockets of several namespaces, on one thread of its own.
class Acceptor {
  public:
    /// Called on the acceptor's thread with an open connection. @param peer its address
    using Accepted = std::function<void(Descriptor connection, const std::string& peer)>;

    Acceptor();
    /// Ends the thread; no call is made after.
    ~Acceptor();
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

    /// @param group by which it is closed. Any thread.
    Result<void> add(const std::string& group, Descriptor listening, Accepted accepted);
    /// Closes the sockets of a group; a call that has begun may still end. Any thread.
    void close(const std::string& group);

  private:
    struct Listening {
        std::string group;
        Descriptor socket;
        Accepted accepted;
    };
    void run();
    void accept_all(int socket);

    Descriptor poll_;
    Descriptor wake_;
    std::mutex mutex_;
    std::map<int, Listening> listening_;  ///< by descriptor
    std::thread thread_;                  ///< the last: it uses the others
};

}  // namespace gantry::network
