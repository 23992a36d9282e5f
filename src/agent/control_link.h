#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace gantry::agent {

/// An open stream to the control plane (ACS or TCS). Frames are text.
class ControlStream {
  public:
    /// Closes the connection when dropped; no callback follows.
    virtual ~ControlStream() = default;
    virtual void send(std::string text) = 0;
};

/// How an agent reaches its control plane: signed API calls and two streams. Real over HTTP and
/// websockets; in the simulator over a network that delays, loses and cuts.
/// Lives on the agent's loop: called there, and all callbacks come there.
class ControlLink {
  public:
    virtual ~ControlLink() = default;

    /// Calls an ECS operation with a JSON body.
    /// Answers the JSON body of a 200, or an error: `code` holds the AWS exception name when the control
    /// plane answered one; Unavailable when it could not be reached or did not answer in time.
    virtual void call(
        std::string_view operation, std::string body, std::function<void(Result<std::string>)> done
    ) = 0;

    struct StreamCallbacks {
        std::function<void()> on_open;
        std::function<void(std::string text)> on_text;
        /// @param code the close code, 1006 when the connection was lost or never made
        /// @param reason the peer's words; for a refused upgrade the body of the answer
        std::function<void(int code, std::string reason)> on_close;
    };
    using Query = std::vector<std::pair<std::string, std::string>>;

    /// Opens `<endpoint>/ws?<query>`, signed. @param endpoint as DiscoverPollEndpoint gave it.
    virtual std::shared_ptr<ControlStream> open_stream(
        const std::string& endpoint, const Query& query, StreamCallbacks callbacks
    ) = 0;
};

}  // namespace gantry::agent
