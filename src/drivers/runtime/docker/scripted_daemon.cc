#include "drivers/runtime/docker/scripted_daemon.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/assert.h"

namespace gantry::runtime::test {

namespace {

constexpr std::chrono::seconds kArrivalPatience{20};
constexpr std::string_view kHeadEnd = "\r\n\r\n";

std::size_t content_length(std::string_view head) {
    constexpr std::string_view kName = "Content-Length: ";
    const auto at = head.find(kName);
    std::size_t length = 0;
    if (at == std::string_view::npos) return 0;
    const std::string_view number = head.substr(at + kName.size());
    std::from_chars(number.data(), number.data() + number.size(), length);
    return length;
}

}  // namespace

// ---- A connection -------------------------------------------------------------------------

ScriptedPeer::~ScriptedPeer() {
    ::close(fd_);
}

void ScriptedPeer::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void ScriptedPeer::send_chunk(std::string_view bytes) const {
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    send(size + std::string(bytes) + "\r\n");
}

void ScriptedPeer::close() const {
    ::shutdown(fd_, SHUT_RDWR);
}

bool ScriptedPeer::fill() {
    char bytes[16U << 10U];
    const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(n));
    return true;
}

bool ScriptedPeer::read_request(std::string& line, std::string& head, std::string& body) {
    std::size_t end = 0;
    while ((end = buffer_.find(kHeadEnd)) == std::string::npos) {
        if (!fill()) return false;
    }
    head = buffer_.substr(0, end);
    buffer_.erase(0, end + kHeadEnd.size());
    const std::size_t length = content_length(head);
    while (buffer_.size() < length) {
        if (!fill()) return false;
    }
    body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    line = head.substr(0, head.find(" HTTP/"));
    return true;
}

// ---- The daemon ---------------------------------------------------------------------------

ScriptedDaemon::ScriptedDaemon() {
    std::string name = std::filesystem::temp_directory_path() / "gantry-docker-XXXXXX";
    GANTRY_ASSERT(::mkdtemp(name.data()) != nullptr);
    directory_ = name;
    answer(
        "GET /version",
        200,
        R"({"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux"})"
    );
    start();
}

ScriptedDaemon::~ScriptedDaemon() {
    stop();
    std::filesystem::remove_all(directory_);
}

net::Endpoint ScriptedDaemon::endpoint() const {
    return {.unix_path = directory_ + "/docker.sock"};
}

void ScriptedDaemon::start() {
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    endpoint().unix_path.copy(address.sun_path, sizeof address.sun_path - 1);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    GANTRY_ASSERT(::bind(listener_, generic, sizeof address) == 0);
    GANTRY_ASSERT(::listen(listener_, 64) == 0);
    acceptor_ = std::thread([this, listener = listener_] { accept_all(listener); });
}

void ScriptedDaemon::stop() {
    if (listener_ < 0) return;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(std::exchange(listener_, -1));
    ::unlink(endpoint().unix_path.c_str());
    std::list<std::thread> ending;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& weak : peers_) {
            if (const auto peer = weak.lock()) peer->close();
        }
        peers_.clear();
        ending.swap(threads_);
    }
    for (std::thread& thread : ending) thread.join();
}

void ScriptedDaemon::accept_all(int listener) {
    for (;;) {
        const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) return;
        const auto peer = std::make_shared<ScriptedPeer>(fd);
        const std::lock_guard lock(mutex_);
        peers_.emplace_back(peer);
        threads_.emplace_back([this, peer] { serve(peer); });
    }
}

void ScriptedDaemon::serve(const PeerPtr& peer) {
    ScriptedRequest request;
    while (peer->read_request(request.line, request.head, request.body)) {
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request);
        }
        came_.notify_all();
        script_for(request.line)(request, peer);
    }
    peer->close();
}

ScriptedDaemon::Script ScriptedDaemon::script_for(const std::string& line) const {
    const std::lock_guard lock(mutex_);
    const Script* best = nullptr;
    for (const auto& [prefix, script] : scripts_) {  // longer prefixes come after shorter ones
        if (line.starts_with(prefix)) best = &script;
    }
    if (best != nullptr) return *best;
    return [](const ScriptedRequest&, const PeerPtr& peer) {
        peer->send(response(404, R"({"message":"page not found"})"));
    };
}

void ScriptedDaemon::on(std::string line_prefix, Script script) {
    const std::lock_guard lock(mutex_);
    scripts_[std::move(line_prefix)] = std::move(script);
}

void ScriptedDaemon::answer(std::string line_prefix, int status, std::string body) {
    on(std::move(line_prefix),
       [bytes = response(status, body)](const ScriptedRequest&, const PeerPtr& peer) {
           peer->send(bytes);
       });
}

std::vector<ScriptedRequest> ScriptedDaemon::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::vector<std::string> ScriptedDaemon::lines() const {
    std::vector<std::string> lines;
    for (const ScriptedRequest& request : requests()) lines.push_back(request.line);
    return lines;
}

bool ScriptedDaemon::wait_for(std::string_view line_prefix, std::size_t count) {
    std::unique_lock lock(mutex_);
    return came_.wait_for(lock, kArrivalPatience, [&] {
        const auto found = std::ranges::count_if(requests_, [&](const ScriptedRequest& request) {
            return request.line.starts_with(line_prefix);
        });
        return static_cast<std::size_t>(found) >= count;
    });
}

std::string ScriptedDaemon::response(int status, std::string_view body) {
    std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n";
    if (status == 204 || status == 304) return bytes + "\r\n";
    bytes += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size());
    bytes += "\r\n\r\n";
    bytes += body;
    return bytes;
}

std::string ScriptedDaemon::chunked_head(int status) {
    return "HTTP/1.1 " + std::to_string(status) +
           " Scripted\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
}

}  // namespace gantry::runtime::test
