#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "net/http.h"
#include "net/response_reader.h"

/// The other end of the wire for tests: plain blocking sockets with deadlines, and futures that do
/// not wait forever.
namespace gantry::net::test {

constexpr std::chrono::seconds kPatience{20};

/// A connected socket used byte by byte.
class RawSocket {
  public:
    explicit RawSocket(int fd) : fd_(fd) {}
    RawSocket(RawSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    RawSocket& operator=(RawSocket&&) = delete;
    ~RawSocket() { close(); }

    /// @param from an address of loopback
    static RawSocket connect(std::uint16_t port, const char* from = "127.0.0.1");
    static RawSocket connect_unix(const std::string& path);

    void send(std::string_view bytes) const;
    void shutdown_send() const;
    void close();
    /// The descriptor is the caller's.
    [[nodiscard]] int release() { return std::exchange(fd_, -1); }
    /// Closes with a reset instead of an orderly end.
    void reset();
    /// Smallest buffers the kernel grants, so that a peer's writes soon block.
    void shrink_receive_buffer() const;

    /// Reads until `marker` has come. @return everything up to and with it; "" after the deadline
    std::string read_until(std::string_view marker);
    /// Reads exactly `n` bytes, fewer when the peer closes.
    std::string read_bytes(std::size_t n);
    /// Reads one answer with its body.
    HttpResponse read_response(bool head_request = false);
    /// Whether the peer closes (orderly or not) without sending anything more.
    bool closed_by_peer();
    /// Whether the peer closes within `patience`.
    [[nodiscard]] bool gone(Duration patience) const;

  private:
    bool fill();

    int fd_;
    std::string buffer_;
};

/// A listening socket whose connections are accepted by hand.
class RawListener {
  public:
    RawListener();
    /// On a unix socket.
    explicit RawListener(const std::string& path);
    ~RawListener();
    RawListener(const RawListener&) = delete;
    RawListener& operator=(const RawListener&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] Endpoint endpoint() const;
    RawSocket accept() const;
    /// Whether somebody connects within `patience`.
    [[nodiscard]] bool has_one(Duration patience) const;

  private:
    int fd_ = -1;
    std::uint16_t port_ = 0;
    std::string path_;
};

/// Asks again until it is so, or the deadline has passed.
bool eventually(const std::function<bool()>& is_so);

/// A value that comes from another thread.
template <class T>
class Expected {
  public:
    void set(T value) { promise_.set_value(std::move(value)); }
    T get() {
        if (future_.wait_for(kPatience) != std::future_status::ready) {
            ADD_FAILURE() << "nothing came in time";
            std::abort();
        }
        return future_.get();
    }
    [[nodiscard]] bool is_set() const {
        return future_.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
    }

  private:
    std::promise<T> promise_;
    std::future<T> future_ = promise_.get_future();
};

/// A handler made of two functions.
class TestHandler final : public HttpHandler {
  public:
    std::function<HeadVerdict(const HttpRequest&)> head;
    std::function<void(HttpRequest, Respond)> request;
    std::function<void(HttpRequest, Accept, Respond)> upgrade;
    std::function<HttpResponse(int)> failure;

    HeadVerdict on_head(const HttpRequest& r) override {
        return head ? head(r) : HttpHandler::on_head(r);
    }
    void on_request(HttpRequest r, Respond respond) override {
        if (request) return request(std::move(r), std::move(respond));
        respond({.status = 404});
    }
    void on_upgrade(HttpRequest r, Accept accept, Respond refuse) override {
        if (upgrade) return upgrade(std::move(r), std::move(accept), std::move(refuse));
        refuse({.status = 404});
    }
    HttpResponse on_failure(int status) override {
        return failure ? failure(status) : HttpHandler::on_failure(status);
    }
};

/// Answers with the request's method, target and body.
inline void echo(const HttpRequest& request, const Respond& respond) {
    respond({.body = request.method + " " + request.target + " " + request.body});
}

/// A directory that is gone with the test.
class TempDir {
  public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    [[nodiscard]] std::string path(std::string_view name) const;

  private:
    std::string path_;
};

/// Sends one request and waits for its end.
Result<HttpResponse> fetch(
    HttpClient& client,
    const Endpoint& endpoint,
    HttpRequest request,
    Duration timeout = Duration{15'000}
);

}  // namespace gantry::net::test
