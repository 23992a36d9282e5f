#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/thread_loop.h"
#include "net/relay.h"
#include "services/s3/files/outside.h"
#include "services/s3/files/readers.h"

namespace gantry::s3 {

/// The outside store, and who reads from it. Any thread.
struct OutsideThere {
    explicit OutsideThere(Outside where)
        : outside(std::move(where)), relays(net::make_relays()), client(net::make_http_client()) {}

    /// A call without a body, whose answer is small. @param file empty: of the bucket
    void call(
        std::string method,
        const std::string& file,
        const std::string& query,
        net::HttpClient::Done done
    ) {
        auto request = outside_request(outside, std::move(method), file, query, {}, now());
        client->request(outside.endpoint, std::move(request), kCallTimeout, std::move(done));
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

    static constexpr Duration kCallTimeout{30'000};
    /// Of a body that comes or goes.
    static constexpr Duration kIdleTimeout{60'000};

    const Outside outside;
    Readers readers;
    std::unique_ptr<net::Relays> relays;
    std::unique_ptr<net::HttpClient> client;  ///< ends before what its calls refer to
};

}  // namespace gantry::s3
