#include "cmd/network_host.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "cmd/addresses.h"
#include "drivers/network/linux_network.h"
#include "drivers/runtime/docker/loop_link.h"

namespace gantry::cmd {

/// Carries calls to the driver's loop and answers to the agent's.
class NetworkHost::OfLoop final : public network::NetworkDriver {
  public:
    OfLoop(NetworkHost& host, Loop& loop)
        : host_(host), link_(std::make_shared<runtime::LoopLink>(loop)) {}
    ~OfLoop() override { link_->close(); }
    OfLoop(const OfLoop&) = delete;
    OfLoop& operator=(const OfLoop&) = delete;

    [[nodiscard]] const network::NetworkAbilities& abilities() const override {
        return host_.abilities_;
    }

    void apply(
        const std::string& owner, const api::acs::GantryNetworkMessage& state, Done<void> done
    ) override {
        host_.loop_.post([this_host = &host_, owner, state, back = to_agent(std::move(done))] {
            this_host->driver_->apply(owner, state, back);
        });
    }
    void attach(
        const std::string& owner,
        const network::TaskInterface& interface,
        std::int64_t pid,
        Done<void> done
    ) override {
        host_.loop_.post(
            [this_host = &host_, owner, interface, pid, back = to_agent(std::move(done))] {
                this_host->driver_->attach(owner, interface, pid, back);
            }
        );
    }
    void detach(const std::string& owner, const std::string& id, Done<void> done) override {
        host_.loop_.post([this_host = &host_, owner, id, back = to_agent(std::move(done))] {
            this_host->driver_->detach(owner, id, back);
        });
    }
    void list(Done<std::vector<std::string>> ids) override {
        host_.loop_.post([this_host = &host_, back = to_agent(std::move(ids))] {
            this_host->driver_->list(back);
        });
    }
    void start_fault(
        const network::FaultPlace& place,
        const network::Fault& fault,
        Done<std::optional<network::FaultKind>> done
    ) override {
        host_.loop_.post([this_host = &host_, place, fault, back = to_agent(std::move(done))] {
            this_host->driver_->start_fault(place, fault, back);
        });
    }
    void stop_fault(const network::FaultPlace& place, const network::Fault& fault, Done<void> done)
        override {
        host_.loop_.post([this_host = &host_, place, fault, back = to_agent(std::move(done))] {
            this_host->driver_->stop_fault(place, fault, back);
        });
    }
    void find_fault(const network::FaultPlace& place, const network::Fault& fault, Done<bool> runs)
        override {
        host_.loop_.post([this_host = &host_, place, fault, back = to_agent(std::move(runs))] {
            this_host->driver_->find_fault(place, fault, back);
        });
    }
    void end_faults(const std::string& owner, Done<void> done) override {
        host_.loop_.post([this_host = &host_, owner, back = to_agent(std::move(done))] {
            this_host->driver_->end_faults(owner, back);
        });
    }
    void listen(
        const std::string& address,
        std::uint16_t port,
        std::function<void(int descriptor, const std::string& peer)> accepted
    ) override {
        host_.listen(address, port, std::move(accepted));
    }

  private:
    template <class T>
    Done<T> to_agent(Done<T> done) {
        return [link = link_, done = std::move(done)](Result<T> how) {
            link->post([done, how = std::move(how)] { done(how); });
        };
    }

    NetworkHost& host_;
    std::shared_ptr<runtime::LoopLink> link_;
};

NetworkHost::NetworkHost(Console& console, const AgentFlags& flags, const Options& options) {
    if (flags.task_networking == "off") {
        abilities_.why_not = "this agent has no task networking (awsvpc): --task-networking off";
        return;
    }
    if (!options.docker.starts_with("unix://")) {
        abilities_.why_not = "the containers of " + options.docker + " are on another machine";
    } else {
        loop_.run_and_wait([&] {
            network::LinuxNetworkOptions driver;
            driver.machine_address = options.machine_address;
            driver.region = options.region;
            driver_ = std::make_unique<network::LinuxNetwork>(loop_, driver);
            abilities_ = driver_->abilities();
        });
    }
    if (works()) return;
    loop_.run_and_wait([this] { driver_.reset(); });
    console.warn(fmt::format(
        "{}: tasks have no addresses of their own (network mode awsvpc, FARGATE): {}. Network "
        "modes "
        "bridge and host work; --task-networking off does without.",
        options.program,
        abilities_.why_not
    ));
}

NetworkHost::~NetworkHost() {
    loop_.run_and_wait([this] { driver_.reset(); });
    loop_.stop();
}

std::unique_ptr<network::NetworkDriver> NetworkHost::for_loop(Loop& loop) {
    return std::make_unique<OfLoop>(*this, loop);
}

void NetworkHost::listen(
    const std::string& address,
    std::uint16_t port,
    std::function<void(int descriptor, const std::string& peer)> accepted
) {
    loop_.post([this, address, port, accepted = std::move(accepted)] {
        if (driver_) driver_->listen(address, port, accepted);
    });
}

std::string address_towards(const std::string& endpoint) {
    const auto read = read_endpoint(endpoint);
    if (!read || !read->unix_path.empty()) return {};
    addrinfo hints{};
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(read->host.c_str(), std::to_string(read->port).c_str(), &hints, &found) != 0) {
        return {};
    }
    // Nothing is sent: the system chooses the address that it would be sent from.
    std::array<char, INET_ADDRSTRLEN> text{};
    const int probe = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in own{};
    socklen_t size = sizeof own;
    if (probe >= 0 && ::connect(probe, found->ai_addr, found->ai_addrlen) == 0 &&
        ::getsockname(probe, reinterpret_cast<sockaddr*>(&own), &size) == 0) {
        inet_ntop(AF_INET, &own.sin_addr, text.data(), text.size());
    }
    if (probe >= 0) ::close(probe);
    freeaddrinfo(found);
    const std::string address = text.data();
    return is_loopback(address) ? std::string() : address;
}

}  // namespace gantry::cmd
