#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "net/http.h"

namespace gantry::runtime::test {

/// A client's connection to a ScriptedDaemon. Any thread.
class ScriptedPeer {
  public:
    explicit ScriptedPeer(int fd) : fd_(fd) {}
    ~ScriptedPeer();
    ScriptedPeer(const ScriptedPeer&) = delete;
    ScriptedPeer& operator=(const ScriptedPeer&) = delete;

    void send(std::string_view bytes) const;
    /// One chunk of a chunked answer.
    void send_chunk(std::string_view bytes) const;
    void close() const;
    /// Reads one request. @return false when the client has gone
    bool read_request(std::string& line, std::string& head, std::string& body);

  private:
    bool fill();

    int fd_;
    std::string buffer_;
};

struct ScriptedRequest {
    std::string line;  ///< "GET /v1.41/info"
    std::string head;  ///< all of the header, as sent
    std::string body;
};

/// Stands in for Docker in tests: listens on a unix socket and answers each request as the script
/// says, byte by byte, which may be never or nonsense. A thread for each connection.
class ScriptedDaemon {
  public:
    using PeerPtr = std::shared_ptr<ScriptedPeer>;
    using Script = std::function<void(const ScriptedRequest&, const PeerPtr&)>;

    /// Answers GET /version by itself: Docker 20.10.24, API 1.41.
    ScriptedDaemon();
    ~ScriptedDaemon();
    ScriptedDaemon(const ScriptedDaemon&) = delete;
    ScriptedDaemon& operator=(const ScriptedDaemon&) = delete;

    [[nodiscard]] net::Endpoint endpoint() const;

    /// For requests whose line begins so ("GET /v1.41/containers"); the longest match counts, the
    /// latest script for it. Without any the answer is 404.
    void on(std::string line_prefix, Script script);
    /// Answers with this status and body.
    void answer(std::string line_prefix, int status, std::string body);

    /// Closes the socket and every connection; start() listens again at the same path.
    void stop();
    void start();

    /// All requests so far, /version included.
    [[nodiscard]] std::vector<ScriptedRequest> requests() const;
    [[nodiscard]] std::vector<std::string> lines() const;
    /// Waits until that many requests whose line begins so have come. @return false after 20 s
    bool wait_for(std::string_view line_prefix, std::size_t count);

    static std::string response(int status, std::string_view body);
    /// The head of an answer that goes on in chunks.
    static std::string chunked_head(int status = 200);

  private:
    void accept_all(int listener);
    void serve(const PeerPtr& peer);
    [[nodiscard]] Script script_for(const std::string& line) const;

    std::string directory_;
    int listener_ = -1;
    std::thread acceptor_;
    mutable std::mutex mutex_;
    std::condition_variable came_;
    std::map<std::string, Script> scripts_;
    std::vector<ScriptedRequest> requests_;
    std::list<std::weak_ptr<ScriptedPeer>> peers_;
    std::list<std::thread> threads_;
};

}  // namespace gantry::runtime::test
