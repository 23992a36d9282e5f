#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/thread_loop.h"
#include "net/relay.h"
#include "services/s3/files/outside.h"
#include "services/s3/files/readers.h"

namespace gantry::s3 {

/// The outside store, and who reads from it. Any thread; answers under way outlive who made it, but
/// not close().
class OutsideThere {
  public:
    explicit OutsideThere(Outside where)
        : outside(std::move(where)),
          relays_owner_(net::make_relays()),
          client_owner_(net::make_http_client()),
          relays_(*relays_owner_),
          client_(*client_owner_) {}

    /// Ends what is under way; nothing is asked there any more. Not on a thread of theirs.
    void close() {
        closed_ = true;
        relays_owner_.reset();
        client_owner_.reset();
    }

    /// net::Relays::relay. @return null: it is closed, and `answered` is not called
    std::shared_ptr<net::BodySink> relay(net::HttpRequest head, net::Relays::Answered answered) {
        if (closed_) return nullptr;
        return relays_.relay(outside.endpoint, std::move(head), kIdleTimeout, std::move(answered));
    }
    /// A call without a body, whose answer is small. @param file empty: of the bucket
    void call(
        std::string method,
        const std::string& file,
        const std::string& query,
        net::HttpClient::Done done
    ) {
        if (closed_) return;
        auto request = outside_request(outside, std::move(method), file, query, {}, now());
        client_.request(outside.endpoint, std::move(request), kCallTimeout, std::move(done));
    }
    void remove(const std::string& file) {
        call("DELETE", file, "", [file](const Result<net::HttpResponse>& answer) {
            if (answer && answer->status < 300) return;
            const std::string why =
                answer ? std::to_string(answer->status) : answer.error().message;
            log_warn("s3_file_not_removed", {{"file", file}, {"why", why}});
        });
    }
    [[nodiscard]] static SysTime now() { return RealClock{}.now(); }

    const Outside outside;
    Readers readers;

  private:
    static constexpr Duration kCallTimeout{30'000};
    /// Of a body that comes or goes.
    static constexpr Duration kIdleTimeout{60'000};

    std::atomic<bool> closed_ = false;
    std::unique_ptr<net::Relays> relays_owner_;
    std::unique_ptr<net::HttpClient> client_owner_;
    net::Relays& relays_;  ///< also while that ends
    net::HttpClient& client_;
};

}  // namespace gantry::s3
