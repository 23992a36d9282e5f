#include "drivers/network/dns_relay.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <system_error>

#include "base/time.h"
#include "net/tcp_relay.h"

namespace gantry::network {
namespace {

constexpr std::size_t kMaxQueries = 512;
constexpr std::ptrdiff_t kMaxQueriesOfOne = 64;
constexpr std::size_t kMaxMessage = 65'535;
/// How often each nameserver is asked.
constexpr std::size_t kRounds = 2;
constexpr Duration kPatience{5'000};
constexpr Duration kPatienceWithOne{1'500};  ///< then the next is asked

sockaddr_in name_of(Address address, std::uint16_t port) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    name.sin_addr.s_addr = htonl(address.bits);
    return name;
}

bool connect_to(const Descriptor& socket, Address address, std::uint16_t port) {
    const sockaddr_in name = name_of(address, port);
    const auto* at = reinterpret_cast<const sockaddr*>(&name);
    return ::connect(socket.get(), at, sizeof name) == 0 || errno == EINPROGRESS;
}

net::TcpRelayOptions options_for_connections() {
    return {
        .to = {},
        .name = "dns-relay",
        .max_connections = 256,
        .max_connections_of_peer = 8,
        .connect_patience = kPatienceWithOne,
        .idle_timeout = kPatience,
        .half_idle_timeout = kPatience,
    };
}

}  // namespace

Result<Descriptor> receive_here(Address address, std::uint16_t port) {
    Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    if (socket) (void)::setsockopt(socket.get(), IPPROTO_IP, IP_FREEBIND, &on, sizeof on);
    const sockaddr_in name = name_of(address, port);
    const auto* at = reinterpret_cast<const sockaddr*>(&name);
    if (socket && ::bind(socket.get(), at, sizeof name) == 0) return socket;
    return unavailable("bind: " + std::generic_category().message(errno));
}

// ---- The thread
// ----------------------------------------------------------------------------------

DnsRelay::DnsRelay(std::string resolver_file, std::string region, std::uint16_t server_port)
    : resolver_file_(std::move(resolver_file)),
      region_(std::move(region)),
      server_port_(server_port),
      poll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      connections_(net::make_tcp_relay(options_for_connections())) {
    watch(wake_.get());
    thread_ = std::thread([this] { run(); });
}

DnsRelay::~DnsRelay() {
    const std::uint64_t one = 1;
    (void)!::write(wake_.get(), &one, sizeof one);
    thread_.join();
}

void DnsRelay::watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    (void)::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, descriptor, &event);
}

void DnsRelay::add(const std::string& group, Descriptor datagrams) {
    const std::lock_guard lock(mutex_);
    const int descriptor = datagrams.get();
    doors_[descriptor] = {group, std::move(datagrams)};
    watch(descriptor);
}

void DnsRelay::close(const std::string& group) {
    const std::lock_guard lock(mutex_);
    std::erase_if(queries_, [&](const auto& entry) {
        const auto door = doors_.find(entry.second.door);
        return door == doors_.end() || door->second.group == group;
    });
    std::erase_if(doors_, [&](const auto& entry) { return entry.second.group == group; });
}

void DnsRelay::run() {
    constexpr int kLookForLate = 250;
    std::array<epoll_event, 64> events{};
    for (;;) {
        const int count =
            ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()), kLookForLate);
        const std::lock_guard lock(mutex_);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events.at(static_cast<std::size_t>(i));
            if (event.data.fd == wake_.get()) return;
            on_ready(event.data.fd);
        }
        give_up_late();
    }
}

void DnsRelay::on_ready(int descriptor) {
    if (const auto door = doors_.find(descriptor); door != doors_.end()) {
        take_questions(door->second);
    } else if (queries_.contains(descriptor)) {
        on_answer(descriptor);
    }
}

void DnsRelay::give_up_late() {
    const auto now = Steady::now();
    std::vector<int> slow;
    for (const auto& [descriptor, query] : queries_) {
        const bool late = now - query.begun > kPatience;
        if (late || now - query.asked > kPatienceWithOne) slow.push_back(descriptor);
    }
    for (const int descriptor : slow) ask_next(descriptor);
}

void DnsRelay::read_servers() {
    struct stat status{};
    const bool there = ::stat(resolver_file_.c_str(), &status) == 0;
    const std::int64_t changed =
        there ? status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec : 0;
    if (changed == servers_changed_) return;
    servers_changed_ = changed;
    const std::ifstream file(resolver_file_);
    std::stringstream text;
    text << file.rdbuf();
    servers_ = read_nameservers(text.str());
    std::vector<net::Endpoint> to;
    for (const Address server : servers_)
        to.push_back({.host = to_text(server), .port = server_port_});
    connections_->set_to(std::move(to));
}

// ---- Datagrams
// -----------------------------------------------------------------------------------

void DnsRelay::take_questions(const Door& door) {
    constexpr int kAtOnce = 32;
    std::array<char, 4096> buffer{};
    for (int i = 0; i < kAtOnce; ++i) {
        sockaddr_in from{};
        socklen_t size = sizeof from;
        const ssize_t got = ::recvfrom(
            door.socket.get(),
            buffer.data(),
            buffer.size(),
            0,
            reinterpret_cast<sockaddr*>(&from),
            &size
        );
        if (got < 0) return;
        take_question(door, std::string(buffer.data(), static_cast<std::size_t>(got)), from);
    }
}

void DnsRelay::take_question(
    const Door& door, const std::string& message, const sockaddr_in& from
) {
    const auto question = read_question(message);
    if (!question) return;
    const auto reply = [&](const std::string& answer) {
        const auto* to = reinterpret_cast<const sockaddr*>(&from);
        (void)::sendto(door.socket.get(), answer.data(), answer.size(), 0, to, sizeof from);
    };
    if (const auto address = address_in_name(question->name, region_))
        return reply(answer_address(message, *question, *address));
    read_servers();
    if (servers_.empty() || queries_.size() >= kMaxQueries || has_enough(door.group, from))
        return reply(answer_code(message, *question, kServerFailure));
    Query query{.door = door.socket.get(), .from = from, .id = question->id, .message = message};
    query.begun = Steady::now();
    ask(std::move(query));
}

/// Whoever asks much leaves room for others.
bool DnsRelay::has_enough(const std::string& group, const sockaddr_in& from) const {
    const auto of_asker = std::ranges::count_if(queries_, [&](const auto& entry) {
        const Query& query = entry.second;
        const auto door = doors_.find(query.door);
        return query.from.sin_addr.s_addr == from.sin_addr.s_addr && door != doors_.end() &&
               door->second.group == group;
    });
    return of_asker >= kMaxQueriesOfOne;
}

/// By a socket and an id of its own each time: answers are hard to forge.
void DnsRelay::ask(Query query) {
    query.socket = Descriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!query.socket || servers_.empty()) return refuse(query);
    query.asked = Steady::now();
    set_id(query.message, static_cast<std::uint16_t>(random_.next()));
    // What cannot be sent now is asked of the next one in time.
    if (connect_to(query.socket, servers_[query.tries % servers_.size()], server_port_))
        (void)::send(query.socket.get(), query.message.data(), query.message.size(), 0);
    const int descriptor = query.socket.get();
    watch(descriptor);
    queries_[descriptor] = std::move(query);
}

void DnsRelay::on_answer(int descriptor) {
    const Query& query = queries_.at(descriptor);
    std::string answer(kMaxMessage, '\0');
    const ssize_t got = ::recv(descriptor, answer.data(), answer.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got < 0) return ask_next(descriptor);  // nobody is there
    answer.resize(static_cast<std::size_t>(got));
    if (!answers_query(answer, query.message)) return;
    set_id(answer, query.id);
    const auto* to = reinterpret_cast<const sockaddr*>(&query.from);
    (void)::sendto(query.door, answer.data(), answer.size(), 0, to, sizeof query.from);
    queries_.erase(descriptor);
}

void DnsRelay::ask_next(int descriptor) {
    auto taken = queries_.extract(descriptor);
    Query query = std::move(taken.mapped());
    query.socket = Descriptor();
    ++query.tries;
    const bool late = Steady::now() - query.begun > kPatience;
    if (late || query.tries >= kRounds * servers_.size()) return refuse(query);
    ask(std::move(query));
}

void DnsRelay::refuse(const Query& query) {
    std::string message = query.message;
    set_id(message, query.id);
    const auto question = read_question(message);
    if (!question || !doors_.contains(query.door)) return;
    const std::string answer = answer_code(message, *question, kServerFailure);
    const auto* to = reinterpret_cast<const sockaddr*>(&query.from);
    (void)::sendto(query.door, answer.data(), answer.size(), 0, to, sizeof query.from);
}

// ---- Connections
// ---------------------------------------------------------------------------------

void DnsRelay::carry(const std::string& group, Descriptor connection, const std::string& peer) {
    const std::lock_guard lock(mutex_);
    read_servers();
    connections_->adopt(connection.release(), group + "/" + peer);
}

}  // namespace gantry::network
