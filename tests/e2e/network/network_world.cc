#include "network/network_world.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <stdexcept>
#include <thread>

#include "drivers/network/acceptor.h"
#include "drivers/network/command.h"
#include "drivers/network/dns_relay.h"

namespace gantry::network {
namespace {

void fail(const std::string& what) {
    throw std::runtime_error(what);
}

bool run_here(const std::vector<std::string>& words, std::string* text = nullptr) {
    const auto ran = run_command(words);
    if (ran && text != nullptr) *text = ran->text;
    return ran && ran->exit_code == 0;
}

/// Asks on the loop and waits for the answer.
template <class T>
Result<T> wait_for_answer(
    ThreadLoop& loop, const std::function<void(NetworkDriver::Done<T>)>& ask
) {
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto future = promise->get_future();
    loop.post([&ask, promise] { ask([promise](Result<T> how) { promise->set_value(how); }); });
    return future.get();
}

}  // namespace

testing::AssertionResult ok(const Result<void>& how) {
    if (how) return testing::AssertionSuccess();
    return testing::AssertionFailure() << how.error().message;
}

void run_inside(const std::string& namespace_path, const std::function<void()>& work) {
    std::string failed;
    std::thread thread([&] {
        const Descriptor opened(::open(namespace_path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!opened || ::setns(opened.get(), CLONE_NEWNET) != 0) {
            failed = namespace_path;
            return;
        }
        work();
    });
    thread.join();
    if (!failed.empty()) fail("cannot enter " + failed);
}

// ---- Tasks
// ---------------------------------------------------------------------------------------

TestTask::TestTask() {
    std::array<int, 2> ready{};
    if (::pipe2(ready.data(), O_CLOEXEC) != 0) fail("pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::unshare(CLONE_NEWNET) != 0) ::_exit(1);
        (void)!::write(ready[1], "x", 1);
        for (;;) ::pause();
    }
    char c = 0;
    ::close(ready[1]);
    const bool is_ready = ::read(ready[0], &c, 1) == 1;
    ::close(ready[0]);
    if (!is_ready) fail("unshare");
}

TestTask::~TestTask() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

std::string TestTask::path() const {
    return fmt::format("/proc/{}/ns/net", pid_);
}

Descriptor TestTask::serve(std::uint16_t port) const {
    Descriptor listening;
    run_inside(path(), [&] {
        auto made = listen_here(Address{0}, port);
        if (made) listening = std::move(*made);
    });
    return listening;
}

Descriptor TestTask::receive(std::uint16_t port) const {
    Descriptor receiving;
    run_inside(path(), [&] {
        auto made = receive_here(Address{0}, port);
        if (made) receiving = std::move(*made);
    });
    return receiving;
}

StandInTool::StandInTool(const std::string& name, const std::string& script)
    : folder_(std::filesystem::temp_directory_path() / fmt::format("gantry-tool-{}", ::getpid())),
      path_before_(::getenv("PATH")) {
    std::string real;
    for (const char* folder : {"/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"}) {
        if (real.empty() && std::filesystem::exists(folder + name)) real = folder + name;
    }
    const std::filesystem::path file = std::filesystem::path(folder_) / name;
    std::filesystem::create_directory(folder_);
    std::ofstream(file) << "#!/bin/sh\nreal=" << real << "\n" << script << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    ::setenv("PATH", (folder_ + ":" + path_before_).c_str(), 1);
}

StandInTool::~StandInTool() {
    ::setenv("PATH", path_before_.c_str(), 1);
    std::filesystem::remove_all(folder_);
}

Descriptor connect_here(const std::string& address, std::uint16_t port, Duration patience) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    name.sin_addr.s_addr = htonl(parse_address(address)->bits);
    const auto* at = reinterpret_cast<const sockaddr*>(&name);
    if (::connect(socket.get(), at, sizeof name) != 0 && errno != EINPROGRESS) return {};
    pollfd ready{socket.get(), POLLOUT, 0};
    if (::poll(&ready, 1, static_cast<int>(patience.count())) != 1) return {};
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    return error == 0 ? std::move(socket) : Descriptor();
}

Descriptor TestTask::connect(const std::string& address, std::uint16_t port, Duration patience)
    const {
    Descriptor connected;
    run_inside(path(), [&] { connected = connect_here(address, port, patience); });
    return connected;
}

bool TestTask::is_kept_from(const std::string& address, std::uint16_t port) const {
    const long before = sent();
    const bool connected = static_cast<bool>(connect(address, port, Duration{400}));
    return !connected && sent() > before;
}

long TestTask::sent() const {
    long frames = -1;
    run_inside(path(), [&] {
        std::ifstream file("/proc/thread-self/net/dev");
        for (std::string line; std::getline(file, line);) {
            const auto at = line.find("eth0:");
            if (at == std::string::npos) continue;
            std::array<long, 10> columns{};
            std::size_t used = at + 5;
            for (long& column : columns) {
                std::size_t read = 0;
                column = std::stol(line.substr(used), &read);
                used += read;
            }
            frames = columns[9];
        }
    });
    return frames;
}

bool TestTask::run(const std::vector<std::string>& words) const {
    bool done = false;
    run_inside(path(), [&] { done = run_here(words); });
    return done;
}

Descriptor accept_one(const Descriptor& listening, std::string* peer, Duration patience) {
    pollfd ready{listening.get(), POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(patience.count())) != 1) return {};
    sockaddr_in name{};
    socklen_t size = sizeof name;
    Descriptor connection(::accept4(
        listening.get(), reinterpret_cast<sockaddr*>(&name), &size, SOCK_CLOEXEC | SOCK_NONBLOCK
    ));
    if (peer != nullptr) *peer = to_text(Address{ntohl(name.sin_addr.s_addr)});
    return connection;
}

// ---- Machines
// ------------------------------------------------------------------------------------

TestMachine::TestMachine(std::string name, std::string address)
    : name_(std::move(name)), address_(std::move(address)) {
    if (!run_here({"ip", "netns", "add", name_})) fail("ip netns add " + name_);
    run({"ip", "link", "set", "lo", "up"});
}

TestMachine::~TestMachine() {
    drop_driver();
    run_here({"ip", "netns", "del", name_});
}

void TestMachine::start_driver(const std::string& resolver_file) {
    run_inside(path(), [&] {
        LinuxNetworkOptions options;
        options.resolver_file = resolver_file;
        options.machine_address = address_.substr(0, address_.find('/'));
        driver_ = std::make_unique<LinuxNetwork>(loop_, options);
    });
}

void TestMachine::drop_driver() {
    loop_.run_and_wait([this] { driver_.reset(); });
}

Result<void> TestMachine::apply(
    const api::acs::GantryNetworkMessage& state, const std::string& owner
) {
    return wait_for_answer<void>(loop_, [&](NetworkDriver::Done<void> done) {
        driver_->apply(owner, state, std::move(done));
    });
}

Result<void> TestMachine::attach(const TaskInterface& interface, pid_t pid) {
    return wait_for_answer<void>(loop_, [&](NetworkDriver::Done<void> done) {
        driver_->attach("owner", interface, pid, std::move(done));
    });
}

Result<void> TestMachine::detach(const std::string& id) {
    return wait_for_answer<void>(loop_, [&](NetworkDriver::Done<void> done) {
        driver_->detach("owner", id, std::move(done));
    });
}

std::vector<std::string> TestMachine::list() {
    using Ids = std::vector<std::string>;
    return wait_for_answer<Ids>(
               loop_, [&](NetworkDriver::Done<Ids> ids) { driver_->list(std::move(ids)); }
    ).value();
}

int TestMachine::attached_before(
    const api::acs::GantryNetworkMessage& state,
    const TaskInterface& interface,
    pid_t pid,
    int times
) {
    return wait_for_answer<int>(
               loop_,
               [&](NetworkDriver::Done<int> done) {
                   const auto attached = std::make_shared<int>(0);
                   for (int i = 0; i < times; ++i) {
                       driver_->attach("owner", interface, pid, [attached](const Result<void>&) {
                           ++*attached;
                       });
                   }
                   driver_->apply(
                       "owner",
                       state,
                       [attached, done = std::move(done)](const Result<void>& how) {
                           done(how ? Result<int>(*attached) : Result<int>(how.error()));
                       }
                   );
               }
    ).value();
}

bool TestMachine::run(const std::vector<std::string>& words) const {
    bool done = false;
    run_inside(path(), [&] { done = run_here(words); });
    return done;
}

std::string TestMachine::output(const std::vector<std::string>& words) const {
    std::string text;
    run_inside(path(), [&] { run_here(words, &text); });
    return text;
}

void wire_up(const TestMachine& a, const TestMachine& b) {
    bool done = a.run(
        {"ip", "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", b.name()}
    );
    for (const TestMachine* machine : {&a, &b}) {
        done = done && machine->run({"ip", "addr", "add", machine->address(), "dev", "wire"}) &&
               machine->run({"ip", "link", "set", "wire", "up"});
    }
    if (!done) fail("a cable between " + a.name() + " and " + b.name());
}

// ---- States
// --------------------------------------------------------------------------------------

TaskInterface numbered(int number) {
    return {
        .id = fmt::format("eni-{}", number),
        .mac = fmt::format("02:00:00:00:00:{:02x}", number),
        .address = fmt::format("172.31.0.{}", number),
        .subnet_gateway = "172.31.0.1/20",
    };
}

api::acs::GantryPacketRule all_out() {
    return {.egress = true, .protocol = "-1", .cidrs = {{"0.0.0.0/0"}}};
}

api::acs::GantryPacketRule tcp_from(std::string set, int port) {
    api::acs::GantryPacketRule rule{.protocol = "tcp", .from_port = port, .to_port = port};
    if (set.find('/') == std::string::npos) {
        rule.address_sets = {{std::move(set)}};
    } else {
        rule.cidrs = {{std::move(set)}};
    }
    return rule;
}

api::acs::GantryInterface described(int number, std::vector<api::acs::GantryPacketRule> rules) {
    const TaskInterface interface = numbered(number);
    return {
        .network_interface_id = interface.id,
        .mac_address = interface.mac,
        .private_address = interface.address,
        .subnet_cidr = "172.31.0.0/20",
        .rules = std::move(rules),
    };
}

api::acs::GantryNetworkMessage state_of(std::vector<api::acs::GantryInterface> interfaces) {
    api::acs::GantryVpc vpc{.vpc_id = "vpc-1", .network_identifier = 7};
    vpc.cidrs = {{"172.31.0.0/16"}};
    vpc.interfaces = std::move(interfaces);
    vpc.address_sets = {{{.name = "sg-clients", .members = {{"172.31.0.11"}}}}};
    return {.vpcs = {{vpc}}};
}

TaskInterface of_other_vpc() {
    TaskInterface interface = numbered(20);
    interface.address = "10.9.0.20";
    interface.subnet_gateway = "10.9.0.1/20";
    return interface;
}

api::acs::GantryNetworkMessage state_of_other_vpc() {
    api::acs::GantryInterface interface = described(20, {all_out(), tcp_from("0.0.0.0/0", 80)});
    interface.private_address = "10.9.0.20";
    interface.subnet_cidr = "10.9.0.0/20";
    api::acs::GantryNetworkMessage state = state_of({interface});
    state.vpcs->front().vpc_id = "vpc-2";
    state.vpcs->front().network_identifier = 8;
    state.vpcs->front().cidrs = {{"10.9.0.0/16"}};
    return state;
}

}  // namespace gantry::network
