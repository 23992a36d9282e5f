#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/loop.h"
#include "base/result.h"
#include "drivers/runtime/docker/loop_link.h"
#include "drivers/runtime/runtime_limits.h"
#include "net/http.h"

namespace gantry::runtime {

/// Speaks HTTP with a Docker daemon: negotiates the API version once, sends requests, and turns
/// refusals into errors with the daemon's words. Requests under way at the same time use
/// connections of their own, which are kept for later ones.
///
/// Part of DockerRuntime, on its loop: called there, answers there, never within the call. What is
/// under way when it is destroyed is forgotten. The client may outlive the loop, or the other way
/// round.
class DockerConnection {
  public:
    DockerConnection(
        Loop& loop, net::HttpClient& client, net::Endpoint endpoint, RuntimeLimits limits
    );
    ~DockerConnection();
    DockerConnection(const DockerConnection&) = delete;
    DockerConnection& operator=(const DockerConnection&) = delete;

    struct Call {
        std::string method = "GET";
        std::string path;  ///< with query, without the version: "/info"
        std::string body;  ///< JSON, unless `type` says otherwise; empty: none
        net::Headers headers;
        Duration limit{60'000
        };  ///< of the whole exchange; of a stream, between two chunks (0: none)
        const char* type = "application/json";
    };

    /// Errors: as the daemon's status says, with its words; Unavailable when it cannot be reached,
    /// is too slow or breaks off.
    using Answer = std::function<void(Result<net::HttpResponse>)>;
    void exchange(Call call, Answer answer);

    /// An answer that comes in lines.
    struct LineCallbacks {
        std::function<void()> on_open;  ///< optional: the daemon has accepted, lines may follow
        std::function<void(std::string_view)> on_line;
        /// Last. Errors: like exchange; Unavailable when a line is without end.
        std::function<void(Result<void>)> on_end;
        /// Optional, instead of on_line: the answer as it comes.
        std::function<void(std::string_view)> on_bytes{};
        /// Optional: how far the daemon may be ahead of who reads.
        std::shared_ptr<net::StreamWindow> window{};
    };
    /// Dropping the handle cancels the stream; no callback follows.
    [[nodiscard]] std::shared_ptr<void> stream_lines(Call call, LineCallbacks callbacks);

    /// A request whose connection becomes one of bytes; after any exchange(), which has found out
    /// the version. Callbacks come from the network thread (net::HttpClient::upgrade).
    void upgrade(
        Call call, net::ByteSocket::Callbacks callbacks, net::HttpClient::BytesOpened opened
    );
    [[nodiscard]] net::HttpClient& client() { return client_; }

    /// The daemon may have been replaced: negotiate again before the next request.
    void forget_version() { path_prefix_.clear(); }

    /// What the daemon said of itself last; empty before the first answer.
    [[nodiscard]] const std::string& server_version() const { return server_version_; }
    [[nodiscard]] const std::string& api_version() const { return api_version_; }

    Loop& loop() { return loop_; }
    [[nodiscard]] const RuntimeLimits& limits() const { return limits_; }
    [[nodiscard]] std::shared_ptr<LoopLink> link() const { return link_; }
    /// Exchanges that have not been answered.
    [[nodiscard]] std::size_t under_way() const { return answers_.size(); }

  private:
    class LineStream;
    using Ready = std::function<void(Result<void>)>;

    void with_version(Ready ready);
    void on_version(Result<net::HttpResponse> answer);
    void send(std::uint64_t id, Call call);
    void on_answer(std::uint64_t id, Result<net::HttpResponse> response);
    net::HttpRequest to_request(Call& call) const;

    Loop& loop_;
    net::HttpClient& client_;
    const net::Endpoint endpoint_;
    const RuntimeLimits limits_;
    std::string path_prefix_;  ///< "/v1.43"; empty until negotiated
    std::string server_version_;
    std::string api_version_;
    std::vector<Ready> waiting_for_version_;
    std::map<std::uint64_t, Answer> answers_;
    std::uint64_t next_id_ = 1;
    std::shared_ptr<LoopLink> link_;
};

}  // namespace gantry::runtime
